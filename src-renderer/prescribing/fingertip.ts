import { siteOf } from '../../src-shared/clinical/body-sites.ts'
import { exactOf, textOf } from '../../src-shared/clinical/prescribing/exact.ts'
import { dosesPerDay } from '../../src-shared/clinical/prescribing/quantity.ts'
import {
  courseGrams,
  type FingertipPart,
  fingertipUnitsOf,
  packsFor,
} from '../../src-shared/clinical/prescribing/topical.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'

/** The part of the fingertip table that a place of the body map belongs to. */
export function partOf(siteCode: string, laterality?: string): FingertipPart | undefined {
  const side = laterality === 'right' ? 'right' : 'left'
  const parts = {
    head: 'face-neck',
    neck: 'face-neck',
    'trunk-front': 'trunk-front',
    'trunk-back': 'back',
    arm: `${side}-arm`,
    hand: `${side}-arm`,
    leg: `${side}-leg`,
    foot: `${side}-leg`,
  } as const
  const part = siteOf(siteCode)?.part
  return part && parts[part]
}

export interface Painted {
  readonly units: string
  readonly grams: string
  readonly days: number
  readonly packs: readonly number[]
  readonly total: number
  readonly waste: string
}

/** What painted parts need for the first step of the directions. `months` is the completed age; whole parts are counted. */
export function paintedOf(
  parts: readonly FingertipPart[],
  months: number,
  { sig }: PrescriptionDraft,
): Painted | undefined {
  const [step] = sig.steps
  if (!step || step.days === undefined || parts.length === 0) return undefined
  const units = fingertipUnitsOf(
    months,
    parts.map(part => ({ part, percent: 100 })),
  )
  const daily = dosesPerDay(step.frequency)
  // Doses a day may be less than one (twice a week): a day's grams times the doses of a day, exactly.
  const once = courseGrams(units, 1, step.days)
  const grams = { n: once.n * daily.n, d: once.d * daily.d }
  if (grams.n <= exactOf(0).n) return undefined
  const { packs, grams: total, waste } = packsFor(grams)
  return { units: textOf(units), grams: textOf(grams), days: step.days, packs, total, waste }
}

/** The directions with painted amounts: fingertip units as the dose, whole packs as the quantity. */
export function withPainted(draft: PrescriptionDraft, { units, total }: Painted): PrescriptionDraft {
  const [first, ...rest] = draft.sig.steps
  if (!first) return draft
  const steps = [{ ...first, dose: units, unit: 'ftu' as const }, ...rest]
  return { ...draft, sig: { ...draft.sig, steps }, quantity: String(total), quantityUnit: 'g' }
}
