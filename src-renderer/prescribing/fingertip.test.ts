import { expect, test } from 'vitest'
import { bodyViews } from '../../src-shared/clinical/body-map.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import { begun, frequencyOf, oftenNames, oftenOf } from './draft.ts'
import { paintedOf, partOf, withPainted } from './fingertip.ts'

const cream = begun(
  { id: 'triamcinolone', name: '', drugClass: '', routes: ['topical'], products: [] },
  { id: 'p', on: '2026-11-25' },
)

const lasting = (days: number, times: 'daily-1' | 'daily-2'): PrescriptionDraft => ({
  ...cream,
  sig: { ...cream.sig, steps: [{ dose: '1', unit: 'application', frequency: frequencyOf(times), days }] },
})

test('every place of the body map belongs to a part of the table', () => {
  const lost = bodyViews().flatMap(({ regions }) =>
    regions.filter(({ siteCode, laterality }) => partOf(siteCode, laterality) === undefined),
  )
  expect(lost).toEqual([])
})

test('an adult arm and back, twice a day for a week: 11 units, 77 g, one pack of 80', () => {
  const painted = paintedOf(['left-arm', 'back'], 400, lasting(7, 'daily-2'))
  expect(painted).toMatchObject({ units: '11', grams: '77', total: 80, packs: [80], waste: '3' })
  expect(painted && withPainted(cream, painted)).toMatchObject({
    quantity: '80',
    quantityUnit: 'g',
    sig: { steps: [{ dose: '11', unit: 'ftu' }] },
  })
})

test('nothing is told where nothing is painted or the course has no end', () => {
  expect(paintedOf([], 400, lasting(7, 'daily-1'))).toBeUndefined()
  const { days: _days, ...open } = lasting(7, 'daily-1').sig.steps[0] ?? { days: 0 }
  expect(paintedOf(['back'], 400, { ...cream, sig: { ...cream.sig, steps: [open as never] } })).toBeUndefined()
})

test('each choice of how often is read back as itself, with its weekday where one is named', () => {
  for (const name of oftenNames) expect(oftenOf(frequencyOf(name, 'tue'))).toBe(name)
  expect(frequencyOf('weekly-1', 'tue')).toEqual({ kind: 'weekly', times: 1, days: ['tue'] })
})

test('methotrexate begins once a week on a named day', () => {
  const draft = begun(
    { id: 'methotrexate', name: '', drugClass: '', routes: ['oral'], products: [] },
    { id: 'p', on: '2026-11-25' },
  )
  expect(draft.sig.steps[0]?.frequency).toEqual({ kind: 'weekly', times: 1, days: ['mon'] })
})
