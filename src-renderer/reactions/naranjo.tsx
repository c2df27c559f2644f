import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { naranjoItems, naranjoOf } from '../../src-shared/clinical/prescribing/naranjo.ts'
import type { ReactionContent } from '../../src-shared/contract/reactions.ts'
import styles from './reactions.module.css'

type Answers = ReactionContent['naranjo']
const answers = ['yes', 'no', 'unknown'] as const

interface NaranjoProps {
  readonly answers: Answers
  readonly onAnswers: (answers: Answers) => void
}

/** The ten questions; the sum moves with the answers. */
export function Naranjo({ answers: given, onAnswers }: NaranjoProps) {
  const { t } = useTranslation('reactions')
  return (
    <section className={styles.part} aria-label={t('naranjo')}>
      <h3>{t('naranjo')}</h3>
      <p className={styles.soft}>{t('naranjoHint')}</p>
      {naranjoItems.map(({ id, question }) => (
        <Question
          key={id}
          question={question}
          value={given[id as keyof Answers]}
          onChange={answer => onAnswers({ ...given, [id]: answer })}
        />
      ))}
      <NaranjoSum answers={given} />
      <p className={styles.soft}>{t('naranjoSource')}</p>
    </section>
  )
}

interface QuestionProps {
  readonly question: string
  readonly value: string | undefined
  readonly onChange: (answer: string) => void
}

function Question({ question, value, onChange }: QuestionProps) {
  const { t } = useTranslation('reactions')
  const id = useId()
  return (
    <div className={styles.question}>
      <span id={id}>{question}</span>
      <SegmentedControl
        size="xs"
        aria-labelledby={id}
        data={answers.map(answer => ({ value: answer, label: t(`yesNo.${answer}`) }))}
        value={value ?? ''}
        onChange={onChange}
      />
    </div>
  )
}

/** The sum with its band, and how many questions nobody answered. */
export function NaranjoSum({ answers: given }: { answers: Answers }) {
  const { t } = useTranslation('reactions')
  const { total, band, unanswered } = naranjoOf(given)
  return (
    <output className={styles.total}>
      {t('naranjoTotal', { total: total < 0 ? `−${-total}` : total, band: t(`bands.${band}`) })}
      {unanswered.length > 0 && <span className={styles.soft}> {t('naranjoOpen', { count: unanswered.length })}</span>}
    </output>
  )
}
