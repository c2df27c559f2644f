import { useTranslation } from 'react-i18next'
import { siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import { intakeItems } from '../../src-shared/clinical/intake/items.ts'
import type { ConsultContent } from '../../src-shared/contract/consults.ts'
import { dayText } from '../ui/when.ts'
import styles from './consult.module.css'

type History = ConsultContent['history']
type Key = keyof History

/** The items of the history that hold an answer, in the order in which they were asked. */
const answeredOf = (history: History): readonly Key[] =>
  intakeItems.flatMap(({ of, code }) =>
    of === 'history' && history[code as Key] !== undefined && code !== 'question' ? [code as Key] : [],
  )

/** What the referrer answered, in words. */
export function HistoryList({ content }: { content: ConsultContent }) {
  const { t } = useTranslation('consult')
  const { t: intake } = useTranslation('intakeCodes')
  const said = useSaid()
  const { history, findings } = content
  const keys = answeredOf(history)
  const ticks = [
    ...findings.facts.map(fact => intake(`fact.${fact}`)),
    ...findings.conditions.map(condition => intake(`condition.${condition}`)),
    ...findings.lesions.flatMap(lesion => lesion.facts.map(fact => intake(`lesionFact.${fact}`))),
  ]
  if (keys.length === 0 && ticks.length === 0) return <p className={styles.quiet}>{t('noHistory')}</p>
  return (
    <dl className={styles.history}>
      {keys.map(key => (
        <div key={key}>
          <dt>{intake(`item.${key}`)}</dt>
          <dd>{said(history, key)}</dd>
        </div>
      ))}
      {ticks.length > 0 && (
        <div>
          <dt>{intake('findings')}</dt>
          <dd>{ticks.join(', ')}</dd>
        </div>
      )}
    </dl>
  )
}

/** Items that are answered in a person's own words. */
const freeText: ReadonlySet<Key> = new Set([
  'occupation',
  'exposures',
  'travel',
  'contacts',
  'previousTests',
  'provisional',
])

/** One answer in words. */
function useSaid() {
  const { t } = useTranslation('consult')
  const { t: codes } = useTranslation('intakeCodes')
  const listed = (words: readonly string[] = []) => (words.length === 0 ? t('none') : words.join('; '))
  const chosen = (code: string) => codes(`choice.${code}` as 'choice.other')
  const parts: Readonly<Partial<Record<Key, (history: History) => string>>> = {
    duration: ({ duration }) => (duration ? codes(`duration.${duration.unit}`, { count: duration.value }) : ''),
    sites: ({ sites }) => listed(sites?.map(({ code, laterality }) => siteLabelOf(code, laterality))),
    treatments: ({ treatments }) =>
      listed(treatments?.map(({ what, response }) => `${what}: ${codes(`response.${response}`)}`)),
    medicines: ({ medicines }) =>
      listed(medicines?.map(({ name, startedOn }) => (startedOn ? `${name} (${dayText(startedOn)})` : name))),
    allergies: ({ allergies }) =>
      listed(allergies?.map(({ name, reaction }) => (reaction ? `${name}: ${reaction}` : name))),
    immune: ({ immune }) => listed(immune?.map(chosen)),
    skinCancer: ({ skinCancer }) => listed(skinCancer?.map(chosen)),
  }
  return (history: History, key: Key): string => {
    const part = parts[key]
    if (part) return part(history)
    const value = history[key]
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') return ''
    return freeText.has(key) ? value : chosen(value)
  }
}
