import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { proposedPolicy } from '../../src-shared/clinical/prescribing/policy.ts'
import { Condition, TestKey } from '../../src-shared/clinical/prescribing/types.ts'
import { prescribeUnder } from './prescribe.ts'
import { tables } from './registry.ts'
import { rows } from './rows.ts'
import { InputFault } from './table.ts'

const prescribe = prescribeUnder(proposedPolicy)
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rules.md'), 'utf8')
const [, example = '[]'] = /## prescribe\n\n```json\n([\s\S]*?)```/.exec(page) ?? []

test('the page’s own example gives its alerts with their sources', () => {
  const [item] = JSON.parse(example) as unknown[]
  const answer = prescribe.run(item)
  expect(answer).toMatchObject({
    directions: 'Take 15 mg by mouth once a week, on Monday for 28 days.',
    calculated: { quantity: '24', quantityUnit: 'tablet', daysSupply: 28, weeklyMg: '15' },
  })
  const { alerts } = answer as { alerts: { rule: string; source: string }[] }
  expect(alerts.map(({ rule }) => rule)).toEqual(['INT-MTX-NSAID', 'LAB-BASE', 'MTX-FOLATE'])
  expect(alerts.every(({ source }) => source.length > 0)).toBe(true)
})

test('what cannot be read is named', () => {
  const [item] = JSON.parse(example) as { draft: object }[]
  expect(() => prescribe.run({ ...item, draft: { ...item?.draft, refills: 12 } })).toThrow(/draft\.refills/)
  expect(() => prescribe.run({ ...item, nonsense: 1 })).toThrow(InputFault)
  expect(() => prescribe.run({})).toThrow(/at/)
})

test('the page has every test and condition; the tables print', () => {
  expect([...Condition.options, ...TestKey.options].filter(code => !page.includes(`\`${code}\``))).toEqual([])
  for (const name of ['prescribe', 'schedules', 'catalogue', 'naranjo', 'fingertip-units'])
    expect(JSON.stringify(rows.run(name)).length).toBeGreaterThan(200)
})

test('takes the numbers of a clinic, and refuses what lies outside of their limits', () => {
  const [item] = JSON.parse(example) as unknown[]
  const rulesUnder = (limit: string) => {
    const table = tables.prescribe?.({ 'DOSE-MTX.limit': limit }) ?? expect.fail('no such table')
    const { alerts } = table.run(item) as { alerts: { rule: string }[] }
    return alerts.map(({ rule }) => rule)
  }
  expect(rulesUnder('14.9')).toContain('DOSE-MTX')
  expect(rulesUnder('15')).not.toContain('DOSE-MTX')
  expect(() => rulesUnder('7.4')).toThrow(InputFault)
})
