import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { clockIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { nameOf, useGoTo } from '../ui/index.ts'
import styles from './schedule.module.css'

/** Patients who sit in the waiting room of a visit by video, as far as the clinic says; the longest wait first. */
export function useByVideo(): readonly Visit[] {
  const isMine = may(useMe().role, 'visit.run')
  const { data = [] } = useQuery({ ...useCutis().visits.waiting.queryOptions(), enabled: isMine })
  return data
    .filter(({ waitingSince }) => waitingSince !== undefined)
    .toSorted((one, other) => (one.waitingSince ?? '').localeCompare(other.waitingSince ?? ''))
}

/** One of them; it opens the visit. */
export function VideoEntry({ visit, zone }: { visit: Visit; zone: string }) {
  const { t } = useTranslation('schedule')
  const goTo = useGoTo()
  const { caseId, patientId, patient, waitingSince = '' } = visit
  return (
    <li>
      <button type="button" className={styles.entry} onClick={() => goTo({ at: 'visit', patientId, caseId })}>
        <strong>{patient ? nameOf(patient) : t('byVideo')}</strong>
        <span className={styles.soft}>
          {t('byVideo')}, {t('since', { clock: clockIn(waitingSince, zone) })}
        </span>
      </button>
    </li>
  )
}
