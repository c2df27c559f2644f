import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Condition, TestKey } from '../../src-shared/clinical/prescribing/types.ts'
import { prescribe } from './prescribe.ts'
import { rows } from './rows.ts'
import { InputFault } from './table.ts'

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
