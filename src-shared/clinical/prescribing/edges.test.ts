import { expect, test } from 'vitest'
import { membersOf } from './catalogue.ts'
import { checkOf, prescribingRules } from './check.ts'
import { at, cream, enrolled, man, oral, sites, takes, weekly, woman } from './rig/builders.ts'
import { edges, type Side } from './rig/edges.ts'
import type { PrescribingRule } from './rules/rule.ts'
import type { PatientFacts } from './types.ts'

const fires = (rule: string, ...[draft, patient, on = at]: Side): boolean =>
  checkOf(draft, patient, on).alerts.some(alert => alert.rule === rule)

const resolved = (those: readonly string[]): readonly string[] => [
  ...new Set(those.flatMap(each => (each.startsWith('@') ? [...membersOf(each.slice(1))] : [each]))),
]
const withRules = prescribingRules.filter(({ when }) => when.kind === 'with')
const othersOf = ({ when }: PrescribingRule): readonly string[] => (when.kind === 'with' ? resolved(when.others) : [])
/** Weekly over 25 mg, so that every row about methotrexate may fire; kidneys as the row asks. */
const heavy = (drug: string) => oral(drug, [drug === 'methotrexate' ? '30' : '10', weekly('mon')])
const kidneys = ({ when }: PrescribingRule): PatientFacts['labs'] =>
  when.kind === 'with' && when.egfrBelow !== undefined ? [{ test: 'egfr', on: at, value: '45' }] : []

test('every group that a rule names has members', () => {
  for (const { drugs, when } of prescribingRules)
    for (const entry of [
      ...drugs,
      ...(when.kind === 'with' ? when.others : []),
      ...(when.kind === 'allergy' ? when.to : []),
    ])
      if (entry.startsWith('@')) expect(membersOf(entry.slice(1)).size, entry).toBeGreaterThan(0)
})

test.each(withRules.map(rule => [rule.id, rule] as const))('%s: each pair, and each side alone', (id, rule) => {
  const labs = kidneys(rule)
  const light = id === 'INT-MTX-PPI' || id === 'INT-MTX-PPI-RENAL'
  for (const drug of resolved(rule.drugs))
    for (const other of othersOf(rule)) {
      if (other === drug) continue
      const draft = light ? oral(drug, ['10', weekly('mon')]) : heavy(drug)
      expect(fires(id, draft, man({ ...takes(other), labs })), `${drug} with ${other}`).toBe(true)
      expect(fires(id, draft, man({ labs })), drug).toBe(false)
      if (!id.endsWith('-HIGH'))
        expect(fires(id, heavy(other), man({ ...takes(drug), labs })), `${other} with ${drug}`).toBe(true)
      const onSkin = { medicines: [{ substance: other, route: 'topical' as const }] }
      expect(fires(id, draft, man({ ...onSkin, labs })), `${other} on the skin`).toBe(false)
    }
})

const conditionRules = prescribingRules.filter(({ when }) => when.kind === 'condition')
test.each(conditionRules.map(rule => [rule.id, rule] as const))('%s: with its states only', (id, { drugs, when }) => {
  for (const drug of resolved(drugs))
    for (const condition of when.kind === 'condition' ? when.any : []) {
      const draft = oral(drug, ['10'])
      expect(fires(id, draft, woman({ ...enrolled, conditions: [condition] })), `${drug} ${condition}`).toBe(true)
      expect(fires(id, draft, woman({ ...enrolled, conditions: [] })), drug).toBe(false)
    }
})

const stateRules = prescribingRules.filter(({ when }) => when.kind === 'state')
test.each(stateRules.map(rule => [rule.id, rule] as const))('%s: in that state only', (id, { drugs, scope }) => {
  for (const drug of resolved(drugs)) {
    const draft = scope === 'topical' ? cream(drug, [[sites.hand]]) : oral(drug, ['10'])
    expect(fires(id, draft, woman({ pregnant: true, breastfeeding: true })), drug).toBe(true)
    expect(fires(id, draft, woman({ pregnant: false })), drug).toBe(false)
    const otherWay = scope === 'topical' ? oral(drug, ['10']) : cream(drug, [[sites.hand]])
    expect(fires(id, otherWay, woman({ pregnant: true, breastfeeding: true })), `${drug} the other way`).toBe(false)
  }
})

test.each(edges)('%s: %s', (id, ...[what, over, under]) => {
  expect(fires(id, ...over), `${what}: over the edge`).toBe(true)
  expect(fires(id, ...under), `${what}: this side of it`).toBe(false)
})

test('no rule is without an edge', () => {
  const shown = new Set([
    ...edges.map(([id]) => id),
    ...[...withRules, ...conditionRules, ...stateRules].map(({ id }) => id),
  ])
  expect(prescribingRules.map(({ id }) => id).filter(id => !shown.has(id))).toEqual([])
})

test('rows say who stands behind them, and from when', () => {
  for (const { id, source, edition, from, owner, confirm, words } of prescribingRules) {
    expect(words, id).toContain(id === 'AGE-TETRA' ? '{drug}' : '{')
    expect(
      [source, edition, from, owner].every(text => text.length > 0),
      id,
    ).toBe(true)
    expect(confirm, id).toBe(owner === 'clinic policy')
  }
})

test('two rows of one id are never in effect together', () => {
  for (const a of prescribingRules)
    for (const b of prescribingRules)
      if (a !== b && a.id === b.id) expect((a.to ?? '9999') < b.from || (b.to ?? '9999') < a.from, a.id).toBe(true)
})
