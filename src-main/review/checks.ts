import { missingItemsOf, reportVersion } from '../../src-shared/clinical/dermoscopy/report.ts'
import {
  answersOf,
  canonicalJson,
  dermoscopyVersion,
  isMeasurable,
  keptOf,
  outcomesOf,
  unprovenOf,
} from '../../src-shared/clinical/dermoscopy/scores.ts'
import { outcomeOf, resultOf } from '../../src-shared/clinical/severity/instrument.ts'
import { instrumentOf } from '../../src-shared/clinical/severity/instruments.ts'
import type { MarkBody, MarkKind, MarkOf } from '../../src-shared/contract/marks.ts'
import { Fault } from '../../src-shared/faults.ts'

type Check<Kind extends MarkKind> = (body: MarkOf<Kind>) => void

const severity: Check<'severity'> = ({ instrument, version, inputs, total, band }) => {
  const known = instrumentOf(instrument)
  const numbers = Object.entries(inputs).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  const result = known && resultOf(outcomeOf(known, Object.fromEntries(numbers)))
  const same = known?.version === version && result?.total === total && result?.band === band
  if (!result || !same || numbers.length !== Object.keys(inputs).length) throw new Fault('review.differs')
}

/** From the stored ticks alone, byte for byte. */
const score: Check<'score'> = ({ version, ticks, context, results }) => {
  const answers = answersOf(ticks)
  if (answers === undefined || unprovenOf(ticks, context).length > 0) throw new Fault('input.invalid')
  const taken = ticks.filter(({ suggested }) => suggested)
  // What was measured has its place, and only what can be measured was suggested.
  if (!taken.every(({ criterion, regions }) => isMeasurable(criterion) && regions.length > 0))
    throw new Fault('input.invalid')
  const again = canonicalJson(keptOf(outcomesOf(answers, context)))
  if (version !== dermoscopyVersion || canonicalJson(results) !== again) throw new Fault('review.differs')
}

const report: Check<'report'> = body => {
  if (body.version !== reportVersion) throw new Fault('review.differs')
  if (missingItemsOf(body).length > 0) throw new Fault('review.incomplete')
}

/**
 * What the engine works out again before it believes it: one entry a kind whose results follow from its inputs. A check throws
 * Fault review.differs, review.incomplete or input.invalid.
 */
const checks: { readonly [Kind in MarkKind]?: Check<Kind> } = { score, report, severity }

/** Works a mark's results out again. Faults review.differs, review.incomplete, input.invalid. */
export const recheck = (body: MarkBody): void => (checks[body.kind] as ((body: MarkBody) => void) | undefined)?.(body)
