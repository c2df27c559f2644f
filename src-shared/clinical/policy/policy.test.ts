import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { prescribingRules } from '../prescribing/check.ts'
import { prescribingPolicyFaultsOf, ruleSettings } from '../prescribing/policy.ts'
import { TriageCase } from '../triage/case.ts'
import { triageOf } from '../triage/triage.ts'
import { inForceOn, type PolicyEdition, prescribingPolicyOn, triagePolicyOn } from './fold.ts'
import { type PolicySetting, policyRows, rowFaultsOf } from './rows.ts'

const numbers = policyRows.flatMap(row =>
  row.settings.flatMap(setting => (setting.kind === 'number' ? [[row.id, setting] as const] : [])),
)
const edition = (more: Partial<PolicyEdition> & Pick<PolicyEdition, 'decisions'>): PolicyEdition => ({
  editionId: 'a',
  edition: 1,
  from: '2026-11-25',
  at: '2026-11-25T09:00:00.000Z',
  owner: 'Dr. Skin',
  ...more,
})
const set = (row: string, values: Readonly<Record<string, string>>) => [{ row, open: false, values }]
const after = (text: string, digits: number, by: 1 | -1): string =>
  ((Math.round(Number(text) * 10 ** digits) + by) / 10 ** digits).toFixed(digits)

describe('The rows', () => {
  it('have an id each, a source, an owner, and settings whose proposal lies within its limits', () => {
    expect(new Set(policyRows.map(({ id }) => id)).size).toBe(policyRows.length)
    expect(policyRows.every(({ source, owner, edition: of }) => source && owner && of)).toBe(true)
    for (const { id, settings } of policyRows)
      expect(rowFaultsOf(id, Object.fromEntries(settings.map(one => [one.id, one.value])))).toEqual([])
  })

  it('hold every row of prescribing that a clinic must confirm', () => {
    const ids = new Set(policyRows.map(({ id }) => id))
    expect(prescribingRules.filter(({ id, confirm }) => confirm && !ids.has(id))).toEqual([])
  })

  it('propose of a condition exactly what stands in it', () => {
    for (const { id, value } of ruleSettings) {
      const [rule = '', place = ''] = id.split('.')
      const when = prescribingRules.find(row => row.id === rule)?.when
      expect(when, id).toBeDefined()
      if (when?.kind !== 'computed') expect(String((when as Readonly<Record<string, unknown>>)[place])).toBe(value)
    }
  })
})

describe('Limits', () => {
  test.each(numbers)('%s: both ends are taken, one step beyond is refused', (id, setting) => {
    const { min, max, whole } = setting as Extract<PolicySetting, { kind: 'number' }>
    const digits = whole ? 0 : 3
    const isRefused = (value: string) =>
      rowFaultsOf(id, { [setting.id]: value }).some(fault => fault.startsWith(`${setting.id}: between`))
    expect([min, max].map(isRefused)).toEqual([false, false])
    expect(isRefused(after(max, digits, 1))).toBe(true)
    if (Number(min) > 0) expect(isRefused(after(min, digits, -1))).toBe(true)
  })

  it('nothing outside of them ever holds, whatever an edition says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.string({ maxLength: 8 }), ([row, setting], text) => {
        const told = edition({ decisions: set(row, { [setting.id]: text }) })
        const held = inForceOn([told], '2026-11-25').get(row)
        const value = held?.values[setting.id] ?? setting.value
        const { min, max } = setting as Extract<PolicySetting, { kind: 'number' }>
        expect(Number(value) >= Number(min) && Number(value) <= Number(max)).toBe(true)
        if (rowFaultsOf(row, { [setting.id]: text }).length > 0) expect(held?.standing).toEqual({ state: 'open' })
      }),
    )
    expect(prescribingPolicyFaultsOf({ 'DOSE-MTX.limit': {}, 'NO.limit': '1' })).toHaveLength(2)
  })

  it('a choice is one of its options', () => {
    expect(rowFaultsOf('R18', { otherBasalCell: 'P3' })).toEqual([])
    expect(rowFaultsOf('R18', { otherBasalCell: 'P5' })).toHaveLength(1)
    expect(rowFaultsOf('R14', { revisedSevenPoint: 'perhaps' })).toHaveLength(1)
  })
})

describe('Editions', () => {
  it('do not depend on the order they came in, and the later of one number counts', () => {
    const all = [
      edition({ decisions: set('DOSE-MTX', { 'DOSE-MTX.limit': '20' }) }),
      edition({ editionId: 'b', edition: 2, decisions: set('DOSE-MTX', { 'DOSE-MTX.limit': '15' }) }),
      edition({ editionId: 'c', edition: 2, at: '2026-11-25T10:00:00.000Z', decisions: set('DOSE-MTX', {}) }),
      edition({
        editionId: 'd',
        edition: 3,
        from: '2027-01-01',
        decisions: set('DOSE-MTX', { 'DOSE-MTX.limit': '10' }),
      }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), shuffled => {
        expect(inForceOn(shuffled, '2026-11-25').get('DOSE-MTX')?.standing).toMatchObject({
          state: 'confirmed',
          edition: 2,
        })
        expect(prescribingPolicyOn(shuffled, '2027-01-01').values).toEqual({ 'DOSE-MTX.limit': '10' })
      }),
    )
  })

  it('move the edge of triage and say so beside the rule', () => {
    const policy = triagePolicyOn([edition({ decisions: set('R1', { newDrugDays: '42' }) })], '2026-11-25')
    const decide = (days: number) =>
      triageOf(TriageCase.parse({ facts: ['skin-pain', 'peeling'], newDrugDays: [days] }), policy).fired
    expect(decide(42)[0]).toMatchObject({
      id: 'R1',
      policy: { state: 'changed', edition: 1, by: 'Dr. Skin', on: '2026-11-25' },
    })
    expect(decide(43).some(({ id }) => id === 'R1')).toBe(false)
    expect(decide(43)[0]?.policy).toEqual({ state: 'open' })
  })
})
