import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../src-shared/contract/capture.ts'
import styles from './quality.module.css'
import { type Facet, facets, levelOf, reasonOf } from './quality-words.ts'

export type ReasonWord = 'too-small' | 'small' | 'out-of-focus' | 'soft' | 'too-dark' | 'too-bright' | 'no-picture'

/** A reason in words. */
export function useReasonWords(): (code: string) => { readonly what: string; readonly cure: string } {
  const { t } = useTranslation('capture')
  return code => ({
    what: t(`quality.${code === 'motion' ? 'motion_' : (code as ReasonWord)}`),
    cure: t(`quality.cure.${code as ReasonWord}`),
  })
}

/** Five small bars with an icon and a word each: neutral grey, since they stand beside a picture. */
export function QualityBars({ verdict }: { verdict: Verdict | undefined }) {
  return (
    <div className={styles.bars}>
      {facets.map(facet => (
        <Bar key={facet} facet={facet} verdict={verdict} />
      ))}
    </div>
  )
}

function Bar({ facet, verdict }: { facet: Facet; verdict: Verdict | undefined }) {
  const { t } = useTranslation('capture')
  const words = useReasonWords()
  const reason = verdict && reasonOf(verdict, facet)
  return (
    <div className={styles.facet} data-off={reason !== undefined || undefined}>
      <span className={styles.name}>
        {verdict &&
          (reason === undefined ? <IconCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />)}
        {t(`quality.${facet}`)}
      </span>
      <span className={styles.track} aria-hidden>
        <span
          className={styles.fill}
          style={{ width: `${verdict ? Math.round(levelOf(verdict, facet) * 100) : 0}%` }}
        />
      </span>
      <span className={styles.word}>{verdict && (reason === undefined ? t('quality.fine') : words(reason).what)}</span>
    </div>
  )
}

/** The verdict as one sentence, and what would help. */
export function VerdictSentence({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('capture')
  const words = useReasonWords()
  const why = verdict.reasons.map(({ code }) => words(code).what).join(', ')
  const [first] = verdict.reasons
  const Sign = verdict.verdict === 'good' ? IconCheck : IconAlertTriangle
  return (
    <div className={styles.verdict}>
      <Sign size={24} stroke={1.75} aria-hidden />
      <div>
        <strong>{verdict.verdict === 'good' ? t('quality.good') : t(`quality.${verdict.verdict}`, { why })}</strong>
        {first && <div className={styles.cure}>{words(first.code).cure}</div>}
      </div>
    </div>
  )
}
