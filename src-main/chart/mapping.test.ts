import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChartView } from '../../src-shared/contract/chart.ts'
import type { HeldRow } from '../records/index.ts'
import { viewOf } from './view.ts'

const patientId = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0001'
let made = 0
const rowOf = (resource: Readonly<Record<string, unknown>>, text?: string): HeldRow => {
  made += 1
  const id = `5b1f6a3e-3f0f-4a87-9f29-${String(made).padStart(12, '0')}`
  const subject = { reference: `Patient/${patientId}` }
  const body = text ?? JSON.stringify({ ...resource, id, subject })
  return { type: String(resource['resourceType']), id, body, patientId, updatedAt: '2026-01-01T00:00:00Z', unsynced: 0 }
}
const viewed = (...rows: readonly HeldRow[]) => ChartView.parse(JSON.parse(JSON.stringify(viewOf(rows, true))))

const lab = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }
const observation = (parts: Readonly<Record<string, unknown>>) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [lab],
  code: { text: 'Ferritin' },
  effectiveDateTime: '2026-01-02T08:00:00Z',
  ...parts,
})

describe('what laboratories send', () => {
  test('digits stay, ranges in another unit are not applied, and the laboratory’s own mark is the second choice', () => {
    const code = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'
    const interpretation = [{ coding: [{ system: code, code: 'LL' }] }]
    const value = { value: 3, unit: 'ug/L', code: 'ug/L' }
    const range = (unit: string) => [{ low: { value: 2, code: unit }, high: { value: 20, code: unit } }]
    const flagOf = (parts: Readonly<Record<string, unknown>>) =>
      viewed(rowOf(observation({ valueQuantity: value, ...parts }))).results[0]?.results[0]?.flag
    expect(flagOf({ referenceRange: range('ug/L'), interpretation })).toBe('normal')
    expect(flagOf({ referenceRange: range('ng/mL'), interpretation })).toBe('low')
    expect(flagOf({ referenceRange: range('ng/mL') })).toBeUndefined()
    expect(flagOf({ referenceRange: [{ text: 'adult' }, ...range('ug/L')] })).toBe('normal')
    const digits = rowOf(
      observation({}),
      JSON.stringify(observation({ valueQuantity: { value: 1 } })).replace(':1}', ':1.00}'),
    )
    expect(viewed(digits).results[0]?.results[0]?.value).toBe('1.00')
  })

  test('answers in words of several laboratories', () => {
    const codedOf = (text: string) =>
      viewed(rowOf(observation({ valueCodeableConcept: { text } }))).results[0]?.results[0]
    expect(codedOf('Not detected')).toMatchObject({ coded: 'negative' })
    expect(codedOf('Reactive ')).toMatchObject({ coded: 'positive' })
    expect(codedOf('Haemolysed')).toMatchObject({ text: 'Haemolysed' })
    expect(viewed(rowOf(observation({ valueString: 'NEGATIVE' }))).results[0]?.results[0]?.coded).toBe('negative')
  })

  test('a panel without a finding of its own, and what was cancelled, is no result', () => {
    expect(viewed(rowOf(observation({}))).results).toEqual([])
    expect(viewed(rowOf(observation({ status: 'cancelled', valueString: 'x' }))).results).toEqual([])
    expect(viewed(rowOf(observation({ category: [], valueString: 'x' }))).results).toEqual([])
  })

  test('units never share a trend', () => {
    const at = (day: string, unit: string) =>
      rowOf(observation({ valueQuantity: { value: 5, unit }, effectiveDateTime: `2026-01-${day}` }))
    expect(viewed(at('01', 'g/L'), at('02', 'g/L')).results[0]?.trend).toBe('steady')
    expect(viewed(at('01', 'g/L'), at('02', 'g/dL')).results[0]).not.toHaveProperty('trend')
  })
})

describe('facts in the words of other programs', () => {
  const answer = (loinc: string, text: string) =>
    rowOf({
      ...observation({ valueCodeableConcept: { text } }),
      category: [],
      code: { coding: [{ system: 'http://loinc.org', code: loinc }] },
    })
  test.each([
    ['Pregnant', 'yes'],
    ['Not pregnant', 'no'],
    ['Possible pregnancy', 'unknown'],
  ])('%s', (text, said) => expect(viewed(answer('82810-3', text)).facts.pregnant?.answer).toBe(said))
  test.each([
    ['Never smoked tobacco', 'never'],
    ['Ex-smoker', 'former'],
    ['Smokes tobacco daily', 'current'],
    ['Unknown if ever smoked', 'unknown'],
  ])('%s', (text, said) => {
    // "Unknown if ever" holds the letters of "never" nowhere: the order of the words decides.
    expect(viewed(answer('72166-2', text)).facts.smoking?.answer).toBe(said)
  })
})

test('a statement of none known by its words, and allergies of other programs', () => {
  const allergy = (text: string, more = {}) => rowOf({ resourceType: 'AllergyIntolerance', code: { text }, ...more })
  expect(viewed(allergy('No known allergies')).allergies.state).toBe('none-known')
  expect(viewed(allergy('No known drug allergy')).allergies.state).toBe('none-known')
  expect(viewed(allergy('Latex'), allergy('No known allergies')).allergies).toMatchObject({ state: 'listed' })
  const inactive = {
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'resolved' }],
    },
  }
  expect(viewed(allergy('Latex', inactive)).allergies).toMatchObject({ state: 'not-asked', list: [{ active: false }] })
})

test('whatever numbers and words come in, the view holds what the contract says', () => {
  const quantity = fc.record(
    {
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      unit: fc.constantFrom('mg/dL', 'U/L'),
      comparator: fc.constantFrom('<', '<=', '>', '>='),
    },
    { requiredKeys: [] },
  )
  const parts = fc.record(
    {
      status: fc.constantFrom('final', 'registered', 'cancelled', 'entered-in-error', 'amended'),
      valueQuantity: quantity,
      valueString: fc.string({ minLength: 1 }),
      referenceRange: fc.array(fc.record({ low: quantity, high: quantity }, { requiredKeys: [] })),
      effectiveDateTime: fc.constantFrom('2026', '2026-02', '2026-02-03', '2026-02-03T04:05:06+14:00', 'never'),
      code: fc.record({ text: fc.string({ minLength: 1 }) }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), all => {
      const { results } = viewed(...all.map(one => rowOf(observation(one))))
      for (const { results: lines } of results) {
        const times = lines.map(({ at }) => at)
        expect(times).toEqual(times.toSorted().toReversed())
      }
    }),
  )
})
