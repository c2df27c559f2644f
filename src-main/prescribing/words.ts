import { drugOf, substanceLabelOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { quantityOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import { numberWords } from '../../src-shared/clinical/prescribing/sig.ts'
import type { PrescriptionDraft, Strength } from '../../src-shared/clinical/prescribing/types.ts'

/** `10 mg`, `0.1 %`, `1.2 %/2.5 %`. */
const strengthWords = ({ amount, unit, andAmount }: Strength): string =>
  andAmount === undefined ? `${amount} ${unit}` : `${amount} ${unit}/${andAmount} ${unit}`

/** The medicine as it stands on a label: `isotretinoin 20 mg capsule`. */
export const drugWords = ({ drug, strength, form }: PrescriptionDraft): string =>
  [drugOf(drug)?.name ?? substanceLabelOf(drug), strength && strengthWords(strength), form].filter(Boolean).join(' ')

/** The quantity the prescriber named, else the one that the directions need. */
export function amountOf(draft: PrescriptionDraft): { readonly amount: string; readonly unit: string } | undefined {
  const { quantity, quantityUnit } = draft
  if (quantity !== undefined) return { amount: quantity, unit: quantityUnit ?? '' }
  return quantityOf(draft)
}

/** `60 (sixty) tablets`: figures and words say the same; empty where nothing is known yet. */
export function quantityWords(draft: PrescriptionDraft): string {
  const told = amountOf(draft)
  return told ? `${told.amount} (${numberWords(told.amount)}) ${told.unit}`.trim() : ''
}
