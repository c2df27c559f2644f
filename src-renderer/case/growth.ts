import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Figure } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'

/** A lesion's outline on one visit, with the moment its picture was taken. */
export interface Visit {
  readonly markId: string
  readonly atMs: number
  readonly area?: Figure
  readonly diameter?: Figure
}

/** The lesion's confirmed outlines, oldest picture first; those on pictures that left the record, or are damaged, count no more. */
export function visitsOf(marks: readonly Mark[], shots: readonly Shot[]): readonly Visit[] {
  const takenAt = new Map(shots.filter(({ state }) => state === 'kept').map(shot => [shot.blobId, shot.takenAt]))
  return marks
    .flatMap(({ markId, blobId, body }): Visit[] => {
      const at = blobId && takenAt.get(blobId)
      if (body.kind !== 'outline' || at === undefined) return []
      const { area, diameter } = body.figures
      return [{ markId, atMs: Date.parse(at), ...(area && { area }), ...(diameter && { diameter }) }]
    })
    .sort((a, b) => a.atMs - b.atMs)
}

/** A change in a month of 30.44 days, with its uncertainty (k = 2), in the figure's own unit. */
export interface Rate {
  readonly perMonth: Figure
  /** True where the change is larger than its uncertainty. */
  readonly certain: boolean
}

const monthMs = 30.44 * 86_400_000

interface Dot {
  readonly month: number
  readonly value: number
  readonly weight: number
}

/** Never surer than a thousandth: a weight must be finite. */
const weightOf = ({ value, uncertainty = 0 }: Figure): number =>
  1 / Math.max(uncertainty, Math.abs(value) / 1000, 1e-9) ** 2

/**
 * The slope of the weighted straight line through figures of one unit, weights from their uncertainties; undefined for fewer than two
 * moments at least a day apart. Figures of one unit only: what is in px is never put in line with what is in mm.
 */
export function rateOf(figures: readonly { readonly atMs: number; readonly figure: Figure }[]): Rate | undefined {
  const [first] = figures
  if (!first || figures.some(({ figure }) => figure.unit !== first.figure.unit)) return undefined
  const dots = figures.map(
    ({ atMs, figure }): Dot => ({ month: atMs / monthMs, value: figure.value, weight: weightOf(figure) }),
  )
  const total = dots.reduce((sum, { weight }) => sum + weight, 0)
  const middle = dots.reduce((sum, { month, weight }) => sum + weight * month, 0) / total
  const spread = dots.reduce((sum, { month, weight }) => sum + weight * (month - middle) ** 2, 0)
  const months = Math.max(...dots.map(({ month }) => month)) - Math.min(...dots.map(({ month }) => month))
  if (months * monthMs < 86_400_000) return undefined
  const value = dots.reduce((sum, dot) => sum + dot.weight * (dot.month - middle) * dot.value, 0) / spread
  const uncertainty = 1 / Math.sqrt(spread)
  return { perMonth: { value, unit: first.figure.unit, uncertainty }, certain: Math.abs(value) > uncertainty }
}
