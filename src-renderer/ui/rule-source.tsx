import { useTranslation } from 'react-i18next'
import type { PolicyStanding } from '../../src-shared/clinical/policy/standing.ts'
import type { HeldSetting } from '../../src-shared/clinical/triage/decision.ts'
import styles from './fired-rules.module.css'
import { usePolicyText } from './policy-text.ts'

interface Told {
  readonly id: string
  readonly source: string
  readonly confirm: boolean
  readonly policy?: PolicyStanding | undefined
  readonly settings?: readonly HeldSetting[] | undefined
}

/** By which thresholds a row was decided (decisions of before do not tell), where they are set, where the row is from, and how it stands with this clinic. */
export function RuleSource({ rule }: { readonly rule: Told }) {
  const { t } = useTranslation('triage')
  const { t: policies } = useTranslation('policies')
  const policyText = usePolicyText()
  const { id, source, confirm, settings } = rule
  const rows = [...new Set([...(settings ?? []).map(({ row }) => row), ...(confirm ? [id] : [])])]
  const named = (settings ?? []).map(({ id: name, value, unit = '' }) =>
    [`${policies(`setting.${name}` as 'setting.limit')}:`, value, unit].filter(Boolean).join(' '),
  )
  return (
    <>
      {settings && (
        <span className={styles.source}>
          {named.length > 0 ? t('decidedBy', { settings: named.join('; ') }) : t('noThreshold')}
        </span>
      )}
      <span className={styles.source}>
        {source}. {policyText(rule)}
      </span>
      {rows.length > 0 && (
        <span className={styles.source}>{t('setAt', { count: rows.length, rows: rows.join(', ') })}</span>
      )}
    </>
  )
}
