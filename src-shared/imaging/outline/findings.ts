import { type AxisFound, leastAsymmetry } from './axes.ts'
import { type EdgeFound, edgeOf } from './edge.ts'
import { maskOf, type OutlineGiven, readerOf } from './inside.ts'
import { type OutlineMeasures, outlineMeasures } from './measures.ts'
import { type ColourFound, coloursIn } from './places.ts'

/** What made the findings, for those who take one over. */
export const findingsMaker = { name: 'cutis-outline-findings', version: '1' } as const

export type OutlineFindings =
  | Extract<OutlineMeasures, { good: false }>
  | {
      readonly good: true
      readonly axes: readonly [AxisFound, AxisFound]
      readonly edge: EdgeFound | undefined
      readonly colours: readonly ColourFound[]
    }

/**
 * What the measures of a confirmed outline say of axes, edge and colours, each with its numbers and its place on the picture. They
 * are suggestions: none of them is a tick before a clinician takes it, and they say nothing of what the lesion is.
 */
export function outlineFindings(given: OutlineGiven): OutlineFindings {
  const measures = outlineMeasures(given)
  if (!measures.good) return measures
  const { ring } = given
  const [mask, read] = [maskOf(ring), readerOf(given)]
  return {
    good: true,
    axes: leastAsymmetry(ring, mask, read),
    edge: edgeOf(ring, measures.colour),
    colours: coloursIn(mask, read),
  }
}
