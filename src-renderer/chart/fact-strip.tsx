import { useTranslation } from 'react-i18next'
import { unitText } from '../../src-shared/clinical/unit-text.ts'
import type { AnswerFact, ChartFacts, MeasuredFact } from '../../src-shared/contract/chart.ts'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { dayOf } from '../ui/index.ts'
import { Unsynced } from '../ui/unsynced.tsx'
import styles from './chart.module.css'

type Name = keyof ChartFacts

const measured = ['weight', 'height', 'egfr', 'creatinine'] as const
const womens = ['canBecomePregnant', 'pregnant', 'breastfeeding'] as const

/** What a prescriber must know, always in sight, each with its day. */
export function FactStrip({ facts, sex }: { facts: ChartFacts; sex: PatientRow['sex'] }) {
  const { t } = useTranslation('chart')
  const asked = sex === 'male' ? (['smoking'] as const) : ([...womens, 'smoking'] as const)
  return (
    <section className={styles.facts} aria-label={t('facts')}>
      <dl>
        {measured.map(name => (
          <Fact key={name} name={name} fact={facts[name]} text={measuredText(facts[name])} />
        ))}
        {asked.map(name => {
          const fact = facts[name]
          return <Fact key={name} name={name} fact={fact} text={fact && t(`factAnswers.${fact.answer}`)} />
        })}
      </dl>
    </section>
  )
}

const measuredText = (fact: MeasuredFact | undefined): string | undefined => {
  if (fact === undefined) return undefined
  const sign = fact.comparator === undefined ? '' : `${fact.comparator}\u{a0}`
  return `${sign}${fact.value}\u{a0}${unitText(fact.unit)}`
}

interface FactProps {
  readonly name: Name
  readonly fact: MeasuredFact | AnswerFact | undefined
  readonly text: string | undefined
}

function Fact({ name, fact, text }: FactProps) {
  const { t } = useTranslation('chart')
  const isMeasured = measured.some(one => one === name)
  return (
    <div className={styles.fact}>
      <dt>{t(`factNames.${name}`)}</dt>
      {fact === undefined ? (
        <dd className={styles.missing}>{t(isMeasured ? 'notMeasured' : 'notAskedYet')}</dd>
      ) : (
        <dd>
          <strong className="figures">{text}</strong> {fact.unsynced && <Unsynced />}
          <span className={styles.fine}>{dayOf(fact.at)}</span>
        </dd>
      )}
    </div>
  )
}
