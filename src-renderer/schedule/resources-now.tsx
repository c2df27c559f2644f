import { IconCircleCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { clockIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow, ScheduleResource } from '../../src-shared/contract/schedule.ts'
import { Panel, StatusChip } from '../ui/index.ts'
import { whoOf } from './grid.tsx'
import styles from './schedule.module.css'

interface ResourcesProps {
  readonly appointments: readonly AppointmentRow[]
  readonly resources: readonly ScheduleResource[]
  readonly zone: string
  readonly now: string
}

const takes: readonly AppointmentRow['state'][] = ['booked', 'arrived', 'pending']

/** Each clinician, room and device: taken now and until when, or free, and what comes next among what is shown. */
export function ResourcesNow({ appointments, resources, zone, now }: ResourcesProps) {
  const { t } = useTranslation('schedule')
  if (resources.length === 0) return null
  return (
    <Panel title={t('dayResources')} note={resources.length} flush>
      <ul className={styles.list}>
        {resources.map(resource => {
          const rows = appointments.filter(
            ({ state, resourceIds }) => takes.includes(state) && resourceIds.includes(resource.resourceId),
          )
          return <ResourceLine key={resource.resourceId} name={resource.name} rows={rows} zone={zone} now={now} />
        })}
      </ul>
    </Panel>
  )
}

interface LineProps {
  readonly name: string
  readonly rows: readonly AppointmentRow[]
  readonly zone: string
  readonly now: string
}

function ResourceLine({ name, rows, zone, now }: LineProps) {
  const { t } = useTranslation('schedule')
  const current = rows.find(({ start = '', end = '' }) => start <= now && now < end)
  const next = rows
    .filter(({ start = '' }) => start > now)
    .toSorted((one, other) => (one.start ?? '').localeCompare(other.start ?? ''))[0]
  const taken =
    current?.end &&
    t('takenNow', { who: whoOf(current, t(`kinds.${current.kind}`)), clock: clockIn(current.end, zone) })
  return (
    <li className={styles.resource}>
      <span>
        <strong>{name}</strong>
        <span className={styles.soft}>
          {t('total', { count: rows.length })}
          {next?.start && `, ${t('nextAt', { clock: clockIn(next.start, zone) })}`}
        </span>
      </span>
      <StatusChip
        icon={taken ? IconClock : IconCircleCheck}
        tone={taken ? 'info' : 'ok'}
        word={taken || t('freeNow')}
        quiet
      />
    </li>
  )
}
