import { expect, it } from 'vitest'
import { missingItemsOf } from '../../src-shared/clinical/dermoscopy/report.ts'
import { dermoscopyVersion, keptOf, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { algorithmsText, itemsOf, termsText } from './report-lines.ts'
import { answersIn, keptTicks, type Ticks } from './ticks.ts'

const context = { siteCode: '66643007', dermoscopic: 'contact-polarized' }
const ring = [
  [1, 1],
  [9, 1],
  [5, 8],
] as const
const ticks: Ticks = {
  'network.atypical': { value: true, regions: [ring] },
  veil: { value: true, regions: [ring, ring] },
  globules: { value: false, regions: [] },
  'asymmetry.axes': { value: 2, regions: [] },
  'asymmetry.pattern': { value: true, regions: [] },
}
const score: MarkOf<'score'> = {
  kind: 'score',
  version: dermoscopyVersion,
  ticks: keptTicks(ticks, context),
  context,
  results: keptOf(outcomesOf(answersIn(ticks), context)),
}

it('says the ticks in either vocabulary, numbered as on the picture', () => {
  expect(termsText(score, 'metaphoric')).toBe(
    'Asymmetric axes (outline, colour, structure): both axes; Asymmetric pattern (outline left aside); 1 Atypical network; 2 Blue-white veil',
  )
  expect(termsText(score, 'descriptive')).toContain(
    '1 Lines, reticular, uneven in width or colour; 2 Structureless zone',
  )
})

it('says which ticks a measure suggested first', () => {
  const suggested = { by: { name: 'm', version: '1' }, outlineMarkId: crypto.randomUUID(), figures: {} }
  const taken: Ticks = {
    'asymmetry.axes': { value: 1, regions: [ring], suggested },
    'colour.red': { value: true, regions: [ring] },
  }
  expect(termsText({ ...score, ticks: keptTicks(taken, context) }, 'metaphoric')).toBe(
    '1 Asymmetric axes (outline, colour, structure): one axis (suggested by measuring, confirmed); 2 Red',
  )
})

it('says what was worked out, with its version, and nothing of what was not', () => {
  expect(algorithmsText(score)).toBe('3-point checklist 3, at or above the published threshold (cutis-three-point/1)')
})

it('takes history as said only when the clinician says something', () => {
  const record = { history: 'Age 40', terms: 'veil', equipment: 'Handheld', images: '1 picture', algorithm: '' }
  const missing = (own: Record<string, string>) =>
    missingItemsOf({ items: itemsOf(record, own), images: ['b'] }).map(({ id }) => id)
  expect(missing({})).toEqual(['history', 'clinical', 'two-step', 'assessment', 'management'])
  expect(itemsOf(record, { history: 'new since May' })['history']).toBe('Age 40\nnew since May')
})
