import { useTranslation } from 'react-i18next'
import type { PolicyStanding } from '../../src-shared/clinical/policy/standing.ts'
import { dayText } from './when.ts'

interface Told {
  readonly confirm: boolean
  readonly policy?: PolicyStanding | undefined
}

/** Says how a row of clinic policy stands with this clinic; nothing for a row that no clinic has to confirm. */
export function usePolicyText(): (row: Told) => string {
  const { t } = useTranslation('triage')
  return ({ confirm, policy }) => {
    if (policy === undefined) return confirm ? t('policy') : ''
    const { state, edition = 0, by = '', on = '' } = policy
    if (state === 'open') return t('policyOpen')
    return t(state === 'changed' ? 'policyChanged' : 'policyConfirmed', { edition, by, on: dayText(on) })
  }
}
