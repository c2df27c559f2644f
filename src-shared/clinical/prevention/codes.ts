/** Tiers from the highest down. */
export const tiers = ['VERY_HIGH', 'HIGH', 'MODERATE', 'STANDARD'] as const
export type Tier = (typeof tiers)[number]

export const uvBands = ['low', 'moderate', 'high', 'very-high', 'extreme'] as const
export type UvBand = (typeof uvBands)[number]

/** What is advised, as codes; words for them are the glass's and the documents'. */
export const adviceCodes = [
  'shade-10-to-16',
  'clothing',
  'wide-brim-hat',
  'uv-sunglasses',
  'spf-30',
  'spf-50',
  'reapply-every-2-hours',
  'reapply-after-water',
  'amount-30-ml-adult',
  'infant-shade-and-clothing-first',
  'photosensitising-drug',
  'no-tanning-beds',
  'tinted-for-pigmentation',
  'darker-skin-still-protects',
  'check-palms-soles-nails',
] as const
export type AdviceCode = (typeof adviceCodes)[number]

/** Drugs that make skin sensitive to light; a list of examples, open to what a clinic adds. */
export const photosensitisingDrugs = [
  'doxycycline',
  'isotretinoin',
  'acitretin',
  'hydrochlorothiazide',
  'thiazide',
  'voriconazole',
  'amiodarone',
  'methoxsalen',
  'vemurafenib',
] as const
