import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../src-shared/contract/capture.ts'
import styles from './quality.module.css'
import { type Facet, facets, levelOf, reasonOf } from './quality-words.ts'
import type { captureWords } from './words.ts'

type ReasonWord = keyof (typeof captureWords)['quality']['cure']

/** A reason in words, and what would help against it. */
function useReasonWords(): (code: string) => { readonly what: string; readonly cure: string } {
  const { t } = useTranslation('capture')
  return code => ({
    what: t(`quality.reason.${code as ReasonWord}`),
    cure: t(`quality.cure.${code as ReasonWord}`),
  })
}

/** Small bars with an icon and a word each: neutral grey, since they stand beside a picture. */
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
  const off = verdict !== undefined && reasonOf(verdict, facet) !== undefined
  const level = verdict ? Math.round(levelOf(verdict, facet) * 100) : 0
  return (
    <div className={styles.facet} data-off={off}>
      <span className={styles.name}>
        {verdict && (off ? <IconAlertTriangle size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />)}
        {t(`quality.${facet}`)}
        {verdict && !off && <span className="visually-hidden">{t('quality.fine')}</span>}
      </span>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${level}%` }} />
      </span>
    </div>
  )
}

/** The verdict as one sentence, and what would help. */
export function VerdictSentence({ verdict, waiting }: { verdict: Verdict | undefined; waiting: string }) {
  const { t } = useTranslation('capture')
  const words = useReasonWords()
  if (!verdict) return <p className={styles.verdict}>{waiting}</p>
  const [first] = verdict.reasons
  if (!first)
    return (
      <p className={styles.verdict}>
        <strong>{t('quality.good')}</strong>
      </p>
    )
  const why = verdict.reasons.map(({ code }) => words(code).what).join(', ')
  return (
    <p className={styles.verdict}>
      <strong>{t(`quality.${verdict.verdict === 'retake' ? 'retake' : 'usable'}`, { why })}</strong>{' '}
      {words(first.code).cure}
    </p>
  )
}
