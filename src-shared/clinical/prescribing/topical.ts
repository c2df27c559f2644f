import { ceilingOf, type Exact, exactOf, fraction, sumOf, textOf, times } from './exact.ts'

export const fingertipEdition = {
  id: 'fingertip-units',
  source: 'Fingertip unit, Long and Finlay; table as in guiafarmapediatrica.es',
  edition: '2026-11',
  owner: 'clinic policy',
} as const

/** Both arms and both legs are two parts each. */
export const fingertipParts = [
  'face-neck',
  'trunk-front',
  'back',
  'left-arm',
  'right-arm',
  'left-leg',
  'right-leg',
] as const
export type FingertipPart = (typeof fingertipParts)[number]

type Row = Readonly<Record<'face-neck' | 'trunk-front' | 'back' | 'arm' | 'leg', string>>

/** Units for one application, by the age in completed months from which the column holds. Ages between columns take the lower one. */
export const fingertipColumns: readonly (readonly [fromMonths: number, units: Row])[] = [
  [0, { 'face-neck': '1', 'trunk-front': '1', back: '1.5', arm: '1', leg: '1.5' }],
  [12, { 'face-neck': '1.5', 'trunk-front': '2', back: '3', arm: '1.5', leg: '2' }],
  [36, { 'face-neck': '1.5', 'trunk-front': '3', back: '3.5', arm: '2', leg: '3' }],
  [72, { 'face-neck': '2', 'trunk-front': '3.5', back: '5', arm: '2.5', leg: '4.5' }],
  // Over ten years as an adult: from the eleventh birthday.
  [132, { 'face-neck': '2.5', 'trunk-front': '7', back: '7', arm: '4', leg: '8' }],
]

const rowFor = (months: number): Row => {
  const at = fingertipColumns.findLastIndex(([from]) => months >= from)
  const [, row] = fingertipColumns[Math.max(at, 0)] ?? []
  if (!row) throw new Error('the table has a first column')
  return row
}

const kindOf = (part: FingertipPart): keyof Row => {
  if (part === 'left-arm' || part === 'right-arm') return 'arm'
  return part === 'left-leg' || part === 'right-leg' ? 'leg' : part
}

/** A part of the body and how much of it is treated, in whole per cent. */
export interface TreatedPart {
  readonly part: FingertipPart
  readonly percent: number
}

/** Fingertip units of one application, exact. `months` is the completed age. */
export const fingertipUnitsOf = (months: number, parts: readonly TreatedPart[]): Exact =>
  sumOf(parts.map(({ part, percent }) => times(exactOf(rowFor(months)[kindOf(part)]), fraction(BigInt(percent), 100n))))

/** Grams for a course: units × 0.5 g × applications a day × days. */
export const courseGrams = (units: Exact, applicationsPerDay: number, days: number): Exact =>
  times(times(units, fraction(1n, 2n)), exactOf(applicationsPerDay * days))

/** Usual packs in grams. */
export const usualPacks: readonly number[] = [15, 30, 45, 60, 80, 100, 454]

export interface Packs {
  /** Pack sizes in grams, largest first. */
  readonly packs: readonly number[]
  readonly grams: number
  /** What is left over, in grams as text. */
  readonly waste: string
}

/**
 * The packs that cover a number of grams: as few as can be, and among those the least left over. One jar is fewer than
 * two tubes, so whoever does not want jars gives the sizes without them.
 */
export function packsFor(grams: Exact, sizes: readonly number[] = usualPacks): Packs {
  const need = Math.max(ceilingOf(grams), 0)
  const largest = Math.max(...sizes)
  const least = Math.ceil(need / largest)
  // All but the last few packs are the largest: a smaller one among them could not reach the need with as few.
  let best = new Map<number, readonly number[]>([[0, []]])
  for (let count = 0; count < least; count++) best = withOneMore(best, sizes, need - largest * (least - count - 1))
  const totals = [...best.keys()].filter(total => total >= need).sort((a, b) => a - b)
  const [total = 0] = totals
  const packs = [...(best.get(total) ?? [])].sort((a, b) => b - a)
  return { packs, grams: total, waste: textOf({ n: BigInt(total) * grams.d - grams.n, d: grams.d }, 4) }
}

function withOneMore(sums: ReadonlyMap<number, readonly number[]>, sizes: readonly number[], atLeast: number) {
  const next = new Map<number, readonly number[]>()
  for (const [sum, packs] of sums)
    for (const size of sizes) {
      const total = sum + size
      if (total >= atLeast && !next.has(total)) next.set(total, [...packs, size])
    }
  return next
}
