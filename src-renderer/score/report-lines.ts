import { criteria, criterionOf, gradeWord, termOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import { reportItems } from '../../src-shared/clinical/dermoscopy/report.ts'
import { algorithmOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { numbersOf, ticksOf } from './ticks.ts'

type Score = MarkOf<'score'>

/** Said of a tick that a measure suggested: whoever reads the report knows what the eye saw first. */
const measuredWords = ' (suggested by measuring, confirmed)'

/** "1 Atypical network; 2 Blue-white veil; Asymmetric axes: both axes": what is ticked, numbered as on the picture. */
export function termsText({ ticks }: Score, terminology: Terminology): string {
  const known = ticksOf(ticks)
  const numbers = numbersOf(known)
  return criteria
    .flatMap(({ code, group }) => {
      const tick = known[code]
      if (group === 'clinical' || tick === undefined || tick.value === false) return []
      const name = [numbers.get(code), termOf(code, terminology)].filter(part => part !== undefined).join(' ')
      return [name + gradeText(code, tick.value) + (tick.suggested ? measuredWords : '')]
    })
    .join('; ')
}

function gradeText(code: string, value: boolean | number): string {
  if (typeof value === 'boolean') return ''
  const criterion = criterionOf(code)
  return `: ${(criterion && gradeWord(criterion, value)) ?? value}`
}

const bandWords: Readonly<Record<string, string>> = {
  below: 'below the published threshold',
  between: 'between the two published thresholds',
  'at-or-above': 'at or above the published threshold',
  'rule-met': 'meets the published rule',
  'negative-feature': 'does not meet the published rule (negative feature)',
  'no-positive-feature': 'does not meet the published rule (no positive feature)',
  'stops-at-1': 'ends at step 1',
  'positive-at-2': 'positive at step 2',
  'positive-at-3': 'positive at step 3',
  negative: 'negative',
}

/** One line an algorithm that was worked out, with its version: "ABCD rule (TDS) 5.2, between … (cutis-tds/1)". */
export const algorithmsText = ({ results }: Score): string =>
  results
    .filter(({ state }) => state === 'scored')
    .map(({ algorithm, version, total, band = '' }) => {
      const name = [algorithmOf(algorithm)?.name ?? algorithm, total].filter(Boolean).join(' ')
      return `${name}, ${bandWords[band] ?? band} (${version})`
    })
    .join('\n')

/** Items whose text from the record is not enough: the clinician has to say something, too. */
const needOwn: ReadonlySet<string> = new Set(['history'])

/** Each item as it is signed: what the record says, then the clinician's own words; one that still needs these is empty. */
export function itemsOf(
  record: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    reportItems.map(({ id }) => {
      const words = (own[id] ?? '').trim()
      if (words === '' && needOwn.has(id)) return [id, '']
      return [id, [record[id] ?? '', words].filter(part => part !== '').join('\n')]
    }),
  )
}
