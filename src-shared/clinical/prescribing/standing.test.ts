import { describe, expect, it } from 'vitest'
import { checkOf } from './check.ts'
import { at, cream, inOrder, man, oral, since, sites, weekly, without } from './rig/builders.ts'

const methotrexate = oral('methotrexate', ['10', weekly('mon')])

describe('the laboratory lock tells what it looked at', () => {
  it('before the start: each check with its days, and the one that is missing', () => {
    const told = checkOf(methotrexate, man(without('creatinine')), at).laboratory
    expect(told).toMatchObject({ schedule: 'methotrexate', confirm: true })
    expect(told?.startedOn).toBeUndefined()
    expect(told?.checks.find(({ check }) => check === 'CBC')).toMatchObject({
      check: 'CBC',
      doneOn: ['2026-11-20'],
      state: 'current',
      holds: false,
      last: [
        { test: 'wbc', on: '2026-11-20', unit: '10*3/uL' },
        { test: 'haemoglobin', on: '2026-11-20', unit: 'g/dL' },
        { test: 'platelets', on: '2026-11-20', unit: '10*3/uL' },
      ],
    })
    expect(told?.checks.filter(({ state }) => state === 'missing')).toEqual([
      { check: 'creatinine', doneOn: [], state: 'missing', holds: false },
    ])
  })

  it('during treatment: by when each has to be there again, to the day', () => {
    const on = (day: string) =>
      man({ labs: inOrder.map(each => ({ ...each, on: day })), medicines: [since('methotrexate', '2025-11-01')] })
    const count = (day: string) =>
      checkOf(methotrexate, on(day), at).laboratory?.checks.find(({ check }) => check === 'CBC')
    expect(count('2026-09-02')).toMatchObject({ doneOn: ['2026-09-02'], dueOn: '2026-11-25', state: 'current' })
    expect(count('2026-09-01')).toMatchObject({ doneOn: ['2026-09-01'], dueOn: '2026-11-24', state: 'overdue' })
  })

  it('says nothing of a medicine that is under no schedule', () => {
    expect(checkOf(cream('triamcinolone', [[sites.back]]), man(), at).laboratory).toBeUndefined()
  })
})
