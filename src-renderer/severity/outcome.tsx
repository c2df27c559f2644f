import { useTranslation } from 'react-i18next'
import type { Instrument, Outcome as Worked } from '../../src-shared/clinical/severity/instrument.ts'
import styles from './severity.module.css'

const labelsOf = ({ fields }: Instrument, ids: readonly string[]): string =>
  fields
    .filter(({ id }) => ids.includes(id))
    .map(({ group, label }) => (group ? `${group}: ${label}` : label))
    .join(', ')

/** What the form comes to so far, in words and as a number. */
export function Outcome({ instrument, outcome }: { instrument: Instrument; outcome: Worked }) {
  return (
    <output className={styles.outcome} aria-live="polite">
      <Said instrument={instrument} outcome={outcome} />
    </output>
  )
}

function Said({ instrument, outcome }: { instrument: Instrument; outcome: Worked }) {
  const { t } = useTranslation('severity')
  if (outcome.kind === 'score')
    return (
      <>
        <strong className={`figures ${styles.total}`}>{outcome.total}</strong>
        <span>{outcome.band?.label}</span>
        {outcome.notes.map(note => (
          <span key={note} className={styles.fine}>
            {note}
          </span>
        ))}
      </>
    )
  if (outcome.kind === 'answer') return <strong className={styles.total}>{outcome.answer}</strong>
  if (outcome.kind === 'not-evaluable')
    return (
      <>
        <strong>{t('notEvaluable')}</strong>
        <span className={styles.fine}>{outcome.why}</span>
      </>
    )
  if (outcome.kind === 'invalid')
    return <span role="alert">{t('wrong', { fields: labelsOf(instrument, outcome.wrong) })}</span>
  const few = outcome.missing.length <= 4
  return (
    <>
      <span>{t('missing', { count: outcome.missing.length })}</span>
      {few && (
        <span className={styles.fine}>{t('missingList', { fields: labelsOf(instrument, outcome.missing) })}</span>
      )}
    </>
  )
}
