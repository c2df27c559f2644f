import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Booking, freeStarts } from '../../src-shared/clinical/schedule/conflicts.ts'
import { clockIn, momentOf } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow } from '../../src-shared/contract/schedule.ts'
import { useCutis } from '../link/index.ts'
import { type Draft, resourceIdsOf } from './draft.ts'
import { spanOfDays } from './geometry.ts'
import styles from './schedule.module.css'

const over: readonly AppointmentRow['state'][] = ['cancelled', 'noshow']
const mostShown = 8

const bookingsOf = (rows: readonly AppointmentRow[]): Booking[] =>
  rows.flatMap(({ appointmentId, start, end, state, ...rest }) =>
    start && end && !over.includes(state) ? [{ ...rest, id: appointmentId, start, end }] : [],
  )

interface FreeTimesProps {
  readonly draft: Draft
  readonly moves: string | undefined
  readonly zone: string
  readonly onChoose: (clock: string) => void
}

/** The first times of the day that are free for all that is chosen. */
export function FreeTimes({ draft, moves, zone, onChoose }: FreeTimesProps) {
  const { t } = useTranslation('schedule')
  const day = draft.day
  const input = day === '' ? undefined : spanOfDays([day], zone)
  const { schedule } = useCutis()
  const known = useQuery({
    ...schedule.view.queryOptions({ input: input ?? { from: '', to: '' } }),
    enabled: input !== undefined,
  })
  const [from, to] = day === '' ? [] : [momentOf(day, '08:00', zone), momentOf(day, '18:00', zone)]
  const resourceIds = resourceIdsOf(draft)
  if (!known.data || !from || !to || resourceIds.length === 0) return null
  const asked = { id: moves ?? '', kind: draft.kind, minutes: draft.minutes, resourceIds, patientId: draft.patientId }
  const starts = freeStarts(asked, bookingsOf(known.data.appointments), { from, to, stepMinutes: 15 })
  if (starts.length === 0) return <p className={styles.line}>{t('noFree')}</p>
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset draws a frame
    <div className={styles.acts} role="group" aria-label={t('free')}>
      {starts.slice(0, mostShown).map(start => (
        <Button key={start} size="compact-sm" variant="default" onClick={() => onChoose(clockIn(start, zone))}>
          {clockIn(start, zone)}
        </Button>
      ))}
    </div>
  )
}
