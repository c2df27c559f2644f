import { useTranslation } from 'react-i18next'
import type { PolicyRowView } from '../../src-shared/contract/policies.ts'

/** What a row says in one line: by its own sentence, or by the words that the screens have for its id. */
export function usePolicyRowText(): (row: PolicyRowView) => string {
  const { t } = useTranslation('policies')
  const { t: triage } = useTranslation('triage')
  return ({ id, table, words = '' }) => {
    if (table === 'prescribing') return words
    if (table === 'schedules') return t('schedule', { drugs: words })
    return /^R\d/.test(id) ? triage(`rule.${id}` as 'rule.R0') : t(`row.${id}` as 'row.S1')
  }
}
