import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { clockIn, dayIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow, ScheduleResource } from '../../src-shared/contract/schedule.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { dayText, Failed, type Place, useGoTo } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import { Unsynced } from '../ui/unsynced.tsx'
import { Offer, Ready, Wish } from './board.tsx'
import { whoOf } from './grid.tsx'
import styles from './schedule.module.css'

interface DetailsProps {
  readonly row: AppointmentRow
  readonly resources: readonly ScheduleResource[]
  readonly zone: string
  readonly onMove: () => void
  readonly onClose: () => void
}

/** One appointment: where it stands, and its next steps. */
export function Details({ row, resources, zone, onMove, onClose }: DetailsProps) {
  const { t } = useTranslation('schedule')
  const names = resources.filter(({ resourceId }) => row.resourceIds.some(id => id === resourceId))
  const kind = t(`kinds.${row.kind}`)
  return (
    <SidePanel title={whoOf(row, kind)} onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.line}>
          <strong>{kind}</strong>, {t(`state.${row.state}`)} {row.unsynced && <Unsynced />}
        </p>
        {row.start && row.end && (
          <p className={styles.line}>
            {dayText(dayIn(row.start, zone))} {clockIn(row.start, zone)}–{clockIn(row.end, zone)}
          </p>
        )}
        <p className={styles.line}>{names.map(({ name }) => name).join(', ')}</p>
        {row.note && <p className={styles.line}>{row.note}</p>}
        {row.patientId && <Ready row={row} resources={resources} />}
        {row.state === 'pending' && <Offer row={row} zone={zone} />}
        <Wish row={row} zone={zone} />
        <Steps row={row} onMove={onMove} />
      </div>
    </SidePanel>
  )
}

const steps = {
  booked: ['arrived', 'fulfilled', 'noshow', 'cancelled'],
  arrived: ['fulfilled'],
  waitlist: ['cancelled'],
  pending: ['cancelled'],
  fulfilled: [],
  cancelled: [],
  noshow: [],
} as const

function Steps({ row, onMove }: Pick<DetailsProps, 'row' | 'onMove'>) {
  const { t } = useTranslation('schedule')
  const goTo = useGoTo()
  const { schedule } = useCutis()
  const step = useMutation(schedule.step.mutationOptions())
  const answer = useMutation(schedule.answerOffer.mutationOptions())
  const { appointmentId, state } = row
  const work = placeOfWork(row)
  const mayBook = may(useMe().role, 'schedule.write')
  const error = step.error ?? answer.error
  return (
    <>
      <div className={styles.acts}>
        {work && (
          <Button variant="default" onClick={() => goTo(work)}>
            {t(work.at === 'worklist' ? 'openWorklist' : 'open')}
          </Button>
        )}
        {mayBook && state === 'pending' && (
          <>
            <Button onClick={() => answer.mutate({ appointmentId, accept: true })}>{t('accept')}</Button>
            <Button variant="default" onClick={() => answer.mutate({ appointmentId, accept: false })}>
              {t('decline')}
            </Button>
          </>
        )}
        {mayBook && <Placing row={row} onMove={onMove} />}
        {mayBook &&
          steps[state].map(what => (
            <Button key={what} variant="default" onClick={() => step.mutate({ appointmentId, what })}>
              {t(`step.${what}`)}
            </Button>
          ))}
      </div>
      {error && <Failed error={error} />}
    </>
  )
}

/** Another time, or the first one for what a patient asked for. */
function Placing({ row: { state, asked }, onMove }: Pick<DetailsProps, 'row' | 'onMove'>) {
  const { t } = useTranslation('schedule')
  if (state !== 'booked' && asked === undefined) return null
  return (
    <Button variant="default" onClick={onMove}>
      {t(state === 'booked' ? 'move' : 'giveTime')}
    </Button>
  )
}

/** Where its work is: the visit where one is named, else the record; a review block's is the worklist. */
export function placeOfWork({ kind, patientId, caseId }: AppointmentRow): Place | undefined {
  if (kind === 'review') return { at: 'worklist' }
  if (patientId === undefined) return undefined
  return caseId ? { at: 'case', patientId, caseId } : { at: 'patient', patientId }
}
