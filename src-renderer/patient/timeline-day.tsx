import {
  type Icon,
  IconActivity,
  IconChecklist,
  IconClipboardText,
  IconMessage,
  IconNotes,
  IconPhoto,
  IconPill,
  IconReportMedical,
  IconStethoscope,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TimelineItem } from '../../src-shared/contract/records.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { clockText, dayText, useGoTo } from '../ui/index.ts'
import { Thumb } from '../ui/thumb.tsx'
import { Unsynced } from '../ui/unsynced.tsx'
import { type Day, type Entry, gapOf } from './axis.ts'
import styles from './patient.module.css'

const signs: Readonly<Record<TimelineItem['kind'], Icon>> = {
  visit: IconStethoscope,
  image: IconPhoto,
  note: IconNotes,
  problem: IconReportMedical,
  reading: IconActivity,
  medicine: IconPill,
  order: IconClipboardText,
  task: IconChecklist,
  message: IconMessage,
}

/** One day of the axis, after the gap to the day above it. */
export function TimelineDay({ day, patientId }: { day: Day; patientId: PatientId }) {
  const { t } = useTranslation()
  const gap = gapOf(day.daysAfter)
  return (
    <li className={styles.day}>
      {gap && <span className={styles.gap}>{t(`gap.${gap.unit}`, { count: gap.count })}</span>}
      <time className={styles.date} dateTime={day.day}>
        {dayText(day.day)}
      </time>
      <ul className={styles.entries}>
        {day.entries.map(entry => (
          <li key={entry.key} className={styles.entry}>
            <EntryLine entry={entry} patientId={patientId} />
          </li>
        ))}
      </ul>
    </li>
  )
}

function EntryLine({ entry, patientId }: { entry: Entry; patientId: PatientId }) {
  if (entry.kind === 'images') return <Strip items={entry.items} patientId={patientId} />
  return <Line item={entry.item} patientId={patientId} />
}

function Line({ item, patientId }: { item: TimelineItem; patientId: PatientId }) {
  const goTo = useGoTo()
  const { caseId } = item
  const Sign = signs[item.kind]
  const words = (
    <>
      <Sign size={16} stroke={1.75} className={styles.sign} aria-hidden />
      <span className={styles.clock}>{clockText(item.at)}</span>
      <span className={styles.grow}>
        <span className={styles.what}>{item.title}</span>
        {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
      </span>
      {item.unsynced && <Unsynced />}
    </>
  )
  if (caseId === undefined) return <div className={styles.item}>{words}</div>
  return (
    <button type="button" className={styles.item} onClick={() => goTo({ at: 'case', patientId, caseId })}>
      {words}
    </button>
  )
}

/** Pictures of one sitting, in their neutral well. */
function Strip({ items, patientId }: { items: readonly TimelineItem[]; patientId: PatientId }) {
  const goTo = useGoTo()
  const [first] = items
  return (
    <div className={styles.strip}>
      {first && (
        <Line item={{ ...first, caseId: undefined, title: titlesOf(items) } as TimelineItem} patientId={patientId} />
      )}
      <div className={styles.thumbs}>
        {items.map(item => (
          <Thumb
            key={item.id}
            blobId={item.blobId}
            label={`${item.title}, ${clockText(item.at)}`}
            onOpen={() =>
              item.caseId &&
              goTo({ at: 'case', patientId, caseId: item.caseId, ...(item.blobId && { blobId: item.blobId }) })
            }
          />
        ))}
      </div>
    </div>
  )
}

/** The different titles of a strip, each once. */
const titlesOf = (items: readonly TimelineItem[]): string => [...new Set(items.map(({ title }) => title))].join(' · ')
