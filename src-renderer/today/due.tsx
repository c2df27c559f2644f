import { IconAlertTriangle, IconCalendarDue } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Due } from '../../src-shared/contract/review.ts'
import { useCutis } from '../link/index.ts'
import { dayText, isoDayOf, Panel, StatusChip, useGoTo, useToday } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './today.module.css'

/** Lesions of any patient whose next picture is due or late. */
export function DueLesions() {
  const { t } = useTranslation('follow')
  const today = isoDayOf(useToday())
  const due = useQuery(useCutis().review.due.queryOptions({ input: { today } }))
  const waiting = (due.data ?? []).filter(({ standing }) => standing === 'due' || standing === 'overdue')
  return (
    <Panel title={t('dueTitle')} note={waiting.length} flush>
      <Answer of={due} rows={2}>
        {() => (waiting.length === 0 ? <p className={styles.none}>{t('dueNone')}</p> : <Rows due={waiting} />)}
      </Answer>
    </Panel>
  )
}

function Rows({ due }: { due: readonly Due[] }) {
  const { t } = useTranslation('follow')
  const goTo = useGoTo()
  return (
    <ul className={styles.due}>
      {due.map(({ markId, patientId, patientName, lesionName, latestOn, standing }) => (
        <li key={markId}>
          <button type="button" onClick={() => goTo({ at: 'patient', patientId })}>
            <span>
              <strong>{patientName}</strong>
              <span className={styles.soft}>{t('dueRow', { lesion: lesionName, latest: dayText(latestOn) })}</span>
            </span>
            {standing === 'overdue' ? (
              <StatusChip icon={IconAlertTriangle} tone="warn" word={t('standing.overdue')} quiet />
            ) : (
              <StatusChip icon={IconCalendarDue} tone="info" word={t('standing.due')} quiet />
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
