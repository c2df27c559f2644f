import { useTranslation } from 'react-i18next'
import type { Agreement, Outcome } from '../../src-shared/clinical/dermoscopy/scores.ts'

/** An outcome in words: its total where there is one, and the band or why there is none. */
export function useReadingText() {
  const { t } = useTranslation('score')
  return ({ reading }: Pick<Outcome, 'reading'>): { readonly total?: string; readonly says: string } => {
    if (reading.kind === 'blocked') return { says: t('blocked') }
    if (reading.kind === 'incomplete') return { says: t('open', { count: reading.missing.length }) }
    if (reading.kind === 'not-evaluable') return { says: reading.why }
    const { total, band } = reading
    return total === undefined ? { says: band.label } : { total, says: band.label }
  }
}

/** How far the algorithms agree, as a plain count. */
export function useAgreementText() {
  const { t } = useTranslation('score')
  return ({ worked, above, left }: Agreement): string => {
    if (worked === 0) return t('above_none')
    const one = above === 0 || above === worked
    const verdict = worked < 2 ? '' : one ? t('agree') : t('disagree')
    const rest = left > 0 ? `${t('left', { count: left })}.` : ''
    return [`${t('above', { above, worked })}.`, verdict, rest].filter(Boolean).join(' ')
  }
}
