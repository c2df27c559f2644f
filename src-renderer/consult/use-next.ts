import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { useReplace } from '../ui/place.ts'
import { tell } from '../ui/undo.tsx'
import { useConsultAhead } from '../viewer/use-consult-ahead.ts'

/** So many of the most urgent are looked through for one that nobody is at. */
const lookedThrough = 20

/** Opens the most urgent consult that nobody is at; it is fetched while this one is being answered. */
export function useNext(consultId: string, enabled: boolean) {
  const { t } = useTranslation('consult')
  const replace = useReplace()
  const { data } = useQuery({
    ...useCutis().consults.worklist.queryOptions({ input: { show: 'waiting', from: 0, limit: lookedThrough } }),
    enabled,
  })
  const next = data?.rows.find(
    row => row.consultId !== consultId && row.state !== 'retake' && (!row.claim || row.claim.mine),
  )
  useConsultAhead(next)
  return () => {
    if (next) replace({ at: 'consult', patientId: next.patientId, caseId: next.caseId, consultId: next.consultId })
    else tell(t('noNext'))
  }
}
