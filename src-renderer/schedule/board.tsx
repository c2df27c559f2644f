import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { clockIn, dayIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow, ScheduleResource } from '../../src-shared/contract/schedule.ts'
import { dayText, Empty, Panel, StatusChip } from '../ui/index.ts'
import { whoOf } from './grid.tsx'
import styles from './schedule.module.css'

interface BoardProps {
  readonly here: readonly AppointmentRow[]
  readonly waiting: readonly AppointmentRow[]
  readonly resources: readonly ScheduleResource[]
  readonly zone: string
  readonly onChoose: (id: string) => void
}

/** Who waits here, since when and with what; and who waits for a place. */
export function Board({ here, waiting, resources, zone, onChoose }: BoardProps) {
  const { t } = useTranslation('schedule')
  return (
    <div className={styles.side}>
      <Panel title={t('waitingRoom')} note={here.length} fill flush>
        {here.length === 0 && <Empty title={t('waitingRoomNone')} />}
        <ul className={styles.list}>
          {here.map(row => (
            <Entry key={row.appointmentId} row={row} onChoose={onChoose}>
              <span className={styles.soft}>
                {t(`kinds.${row.kind}`)}, {t('since', { clock: clockIn(row.since, zone) })}
              </span>
              <Ready row={row} resources={resources} />
            </Entry>
          ))}
        </ul>
      </Panel>
      <Panel title={t('waitList')} note={waiting.length} fill flush>
        {waiting.length === 0 && <Empty title={t('waitListNone')} />}
        <ul className={styles.list}>
          {waiting.map(row => (
            <Entry key={row.appointmentId} row={row} onChoose={onChoose}>
              <span className={styles.soft}>
                {t(`kinds.${row.kind}`)}, {t('sinceDay', { day: dayText(dayIn(row.since, zone)) })}
              </span>
              {row.state === 'pending' && <Offer row={row} zone={zone} />}
              <Wish row={row} zone={zone} />
            </Entry>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

interface EntryProps {
  readonly row: AppointmentRow
  readonly onChoose: (id: string) => void
  readonly children: React.ReactNode
}

function Entry({ row, onChoose, children }: EntryProps) {
  const { t } = useTranslation('schedule')
  return (
    <li>
      <button type="button" className={styles.entry} onClick={() => onChoose(row.appointmentId)}>
        <strong>{whoOf(row, t(`kinds.${row.kind}`))}</strong>
        {children}
      </button>
    </li>
  )
}

/** What the patient asks for on the portal. */
export function Wish({ row: { asked }, zone }: { row: AppointmentRow; zone: string }) {
  const { t } = useTranslation('schedule')
  if (asked === undefined) return null
  const { from, to, moves, insteadOf } = asked
  const at = insteadOf && { day: dayText(dayIn(insteadOf, zone)), clock: clockIn(insteadOf, zone) }
  const days = [from && t('askedFrom', { day: dayText(from) }), to && t('askedTo', { day: dayText(to) })]
  return (
    <>
      <StatusChip icon={IconAlertTriangle} word={t('asked')} tone="warn" quiet />
      <span className={styles.soft}>
        {moves && (at ? t('insteadOf', at) : t('insteadOfUnknown'))} {days.filter(Boolean).join(' ')}
      </span>
    </>
  )
}

/** Until when an offer holds. */
export function Offer({ row: { start, offerUntil }, zone }: { row: AppointmentRow; zone: string }) {
  const { t } = useTranslation('schedule')
  if (start === undefined || offerUntil === undefined) return null
  const words = t('offered', {
    day: dayText(dayIn(start, zone)),
    clock: clockIn(start, zone),
    until: clockIn(offerUntil, zone),
  })
  return <StatusChip icon={IconAlertTriangle} word={`${t('state.pending')}: ${words}`} tone="warn" quiet />
}

/** Consent and device, before the door is opened. */
export function Ready({ row, resources }: { row: AppointmentRow; resources: readonly ScheduleResource[] }) {
  const { t } = useTranslation('schedule')
  const devices = resources.filter(
    ({ kind, resourceId }) => kind === 'device' && row.resourceIds.some(id => id === resourceId),
  )
  return (
    <>
      <StatusChip
        icon={row.consent ? IconCircleCheck : IconAlertTriangle}
        word={t(row.consent ? 'consent' : 'noConsent')}
        tone={row.consent ? 'ok' : 'warn'}
        quiet
      />
      {devices.map(({ resourceId, name }) => (
        <span key={resourceId} className={styles.soft}>
          {t('withDevice', { device: name })}
        </span>
      ))}
    </>
  )
}
