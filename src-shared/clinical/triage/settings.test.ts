import { expect, it } from 'vitest'
import { TriageCase } from './case.ts'
import { defaultPolicy, policyOf } from './policy.ts'
import { triageOf } from './triage.ts'

const decide = (entered: object, overrides: object = {}) =>
  triageOf(TriageCase.parse(entered), policyOf({ ...overrides }))

it('a rule says by which threshold it was decided, and in which row that is set', () => {
  const { fired } = decide({ facts: ['skin-pain', 'peeling'], newDrugDays: [7] }, { newDrugDays: '42' })
  expect(fired[0]?.settings).toContainEqual({ id: 'newDrugDays', value: '42', unit: 'd', row: 'R1' })
  for (const { values, settings = [] } of fired)
    for (const { id, value } of settings) if (id in values) expect(String(values[id])).toBe(value)
})

it('a reason against telemedicine says its row, its threshold and its choice', () => {
  const lesions = [1, 2, 3, 4].map(number => ({ number, facts: [] }))
  const { suitability } = decide({ facts: ['full-skin-check-needed'], lesions })
  expect(suitability.reasons.find(({ id }) => id === 'S6')?.settings).toEqual([
    { id: 'lesionsForFullCheck', value: '3', unit: 'lesions', row: 'S6' },
  ])
  const emergency = decide({ facts: ['purpura', 'fever'] }, { emergencyFrom: 'E1' })
  expect(emergency.suitability.reasons[0]).toMatchObject({
    id: 'S1',
    settings: [{ id: 'emergencyFrom', value: 'E1', row: 'S1' }],
  })
  const capacity = decide({ facts: ['lacks-capacity'] }).suitability.reasons.find(({ id }) => id === 'S5')
  expect(capacity?.settings).toEqual([])
})

it('where nothing speaks against it the reason is no policy that a clinic could set', () => {
  const [reason] = triageOf(TriageCase.parse({ facts: [], conditions: ['acne'] }), defaultPolicy).suitability.reasons
  expect(reason).toMatchObject({ id: 'S0', confirm: false, settings: [] })
})
