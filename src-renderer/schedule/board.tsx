import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { clockIn, dayIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow, ScheduleResource } from '../../src-shared/contract/schedule.ts'
import { dayText, Panel, StatusChip } from '../ui/index.ts'
import { TasksOfDay } from './day-tasks.tsx'
import { whoOf } from './grid.tsx'
import { ResourcesNow } from './resources-now.tsx'
import styles from './schedule.module.css'
import { useByVideo, VideoEntry } from './video-entry.tsx'
import type { When } from './when.ts'

interface BoardProps {
  readonly here: readonly AppointmentRow[]
  readonly waiting: readonly AppointmentRow[]
  readonly appointments: readonly AppointmentRow[]
  readonly resources: readonly ScheduleResource[]
  readonly when: When
  readonly now: string
  readonly onChoose: (id: string) => void
}

/** The day on one board: who waits here, since when and with what; what is due; who and what is taken; who waits for a place. */
export function Board({ here, waiting, appointments, resources, when, now, onChoose }: BoardProps) {
  const { t } = useTranslation('schedule')
  const { zone } = when
  const byVideo = useByVideo()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys
    <section className={styles.side} tabIndex={0} aria-label={t('board')}>
      <Panel title={t('waitingRoom')} note={here.length + byVideo.length} flush>
        {here.length + byVideo.length === 0 && <p className={styles.none}>{t('waitingRoomNone')}</p>}
        <ul className={styles.list}>
          {byVideo.map(visit => (
            <VideoEntry key={visit.caseId} visit={visit} zone={zone} />
          ))}
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
      <TasksOfDay day={when.day} />
      <ResourcesNow appointments={appointments} resources={resources} zone={zone} now={now} />
      <Panel title={t('waitList')} note={waiting.length} flush>
        {waiting.length === 0 && <p className={styles.none}>{t('waitListNone')}</p>}
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
    </section>
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
