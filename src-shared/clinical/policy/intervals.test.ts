import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkOf } from '../prescribing/check.ts'
import { type PrescribingPolicy, prescribingPolicyOf } from '../prescribing/policy.ts'
import { schedules } from '../prescribing/rules/schedules.ts'
import { scheduleRow, scheduleSettings, scheduleUnder } from '../prescribing/schedule-policy.ts'
import type { PatientFacts, PrescriptionDraft } from '../prescribing/types.ts'
import { prescribingPolicyOn } from './fold.ts'
import { policyRowOf, rowFaultsOf } from './rows.ts'

const weekly: PrescriptionDraft['sig']['steps'][number]['frequency'] = { kind: 'weekly', times: 1, days: ['mon'] }
const draftOf = (days: number): PrescriptionDraft => ({
  id: 'a',
  version: 1,
  drug: 'methotrexate',
  strength: { amount: '2.5', unit: 'mg' },
  sig: { route: 'oral', sites: [], steps: [{ dose: '15', unit: 'mg', frequency: weekly, days }] },
  refills: 0,
  substitution: true,
  writtenOn: '2026-11-25',
})
const counts = ['wbc', 'haemoglobin', 'platelets', 'alt'] as const
/** On treatment since March, blood taken on a day. */
const patientWith = (on: string): PatientFacts => ({
  bornOn: '1980-05-01',
  sex: 'male',
  labs: [
    ...counts.map(test => ({ test, on, value: '5' })),
    { test: 'creatinine', on: '2026-11-20', value: '0.9', unit: 'mg/dL' },
  ],
  medicines: [{ substance: 'methotrexate', startedOn: '2026-03-01' }],
  allergies: [],
  conditions: [],
  programmes: [],
  phototherapy: [],
})
const asked = (policy: PrescribingPolicy) => ({ at: '2026-11-25', policy })
const alertsUnder = (values: Readonly<Record<string, string>>, days: number, on = '2026-11-20') =>
  checkOf(draftOf(days), patientWith(on), asked(prescribingPolicyOf(values, {}))).alerts
const ruleIn = (alerts: ReturnType<typeof alertsUnder>, rule: string) => alerts.find(one => one.rule === rule)

describe('the days of methotrexate', () => {
  it('are as before where no clinic set them: 84 while the checks are current, else 28', () => {
    expect(ruleIn(alertsUnder({}, 84), 'MTX-SUPPLY')).toBeUndefined()
    expect(ruleIn(alertsUnder({}, 85), 'MTX-SUPPLY')?.reason.values).toEqual({ days: '85', limit: '84' })
    expect(ruleIn(alertsUnder({}, 29, '2026-08-01'), 'MTX-SUPPLY')?.reason.values).toEqual({ days: '29', limit: '28' })
    expect(ruleIn(alertsUnder({}, 28, '2026-08-01'), 'MTX-SUPPLY')).toBeUndefined()
    expect(ruleIn(alertsUnder({}, 85), 'MTX-SUPPLY')?.policy).toEqual({ state: 'open' })
  })

  it('follow the clinic, and the alert says which edition it went by', () => {
    expect(ruleIn(alertsUnder({ 'MTX-SUPPLY.current': '56' }, 57), 'MTX-SUPPLY')?.words).toContain('at most 56')
    expect(ruleIn(alertsUnder({ 'MTX-SUPPLY.notCurrent': '14' }, 15, '2026-08-01'), 'MTX-SUPPLY')?.words).toContain(
      '14',
    )
    expect(ruleIn(alertsUnder({ 'MTX-SUPPLY.currentFor': '28' }, 29, '2026-10-27'), 'MTX-SUPPLY')?.words).toContain(
      '28',
    )
    expect(ruleIn(alertsUnder({ 'MTX-SUPPLY.currentFor': '29' }, 29, '2026-10-27'), 'MTX-SUPPLY')).toBeUndefined()
    const decisions = [{ row: 'MTX-SUPPLY', open: false, values: { 'MTX-SUPPLY.current': '56' } }]
    const told = { editionId: 'a', edition: 3, from: '2026-11-01', at: '2026-11-01T09:00:00.000Z', owner: 'Dr. Skin' }
    const policy = prescribingPolicyOn([{ ...told, decisions }], '2026-11-25')
    const { alerts } = checkOf(draftOf(57), patientWith('2026-11-20'), asked(policy))
    expect(ruleIn([...alerts], 'MTX-SUPPLY')?.policy).toEqual({
      state: 'changed',
      edition: 3,
      by: 'Dr. Skin',
      on: '2026-11-01',
    })
  })
})

describe('the intervals of a schedule', () => {
  const id = 'schedule:methotrexate.every/CBC/84'

  it('move the day on which a check is due, by the clinic and not before', () => {
    // 84 days after 2 September is 25 November.
    expect(ruleIn(alertsUnder({}, 28, '2026-09-02'), 'LAB-DUE')).toBeUndefined()
    const late = ruleIn(alertsUnder({ [id]: '83' }, 28, '2026-09-02'), 'LAB-DUE')
    expect(late?.reason.values).toEqual({ tests: 'CBC' })
    expect(late?.under).toEqual({ row: 'schedule:methotrexate', policy: { state: 'open' } })
  })

  it('are whole days within their limits; what holds a refill is never asked for less often', () => {
    expect(rowFaultsOf('schedule:methotrexate', { [id]: '168' })).toEqual([])
    expect(rowFaultsOf('schedule:methotrexate', { [id]: '169' })).toHaveLength(1)
    expect(rowFaultsOf('schedule:methotrexate', { [id]: '28.5' })).toHaveLength(1)
    expect(rowFaultsOf('schedule:jak', { [id]: '84' })).toHaveLength(1)
    const programme = 'schedule:isotretinoin.every/hCG/0'
    expect(rowFaultsOf('schedule:isotretinoin', { [programme]: '30' })).toEqual([])
    expect(rowFaultsOf('schedule:isotretinoin', { [programme]: '32' })).toHaveLength(1)
  })

  it('have one name each, and their proposals are what the tables say', () => {
    expect(new Set(scheduleSettings.map(one => one.id)).size).toBe(scheduleSettings.length)
    for (const schedule of schedules) {
      const { settings } = policyRowOf(scheduleRow(schedule.id)) ?? { settings: [] }
      const proposed = Object.fromEntries(settings.map(({ id: name, value }) => [name, value]))
      const under = scheduleUnder(proposed, schedule)
      expect(under.followUp).toEqual(schedule.followUp)
      expect(under.baseline.map(({ within = 90 }) => within)).toEqual(
        schedule.baseline.map(({ within = 90 }) => within),
      )
    }
  })

  it('set anyhow within their limits keep every schedule whole: a stretch ends after it begins', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), shares => {
        const values = Object.fromEntries(
          scheduleSettings.map(({ id: name, min, max }) => {
            const share: number = shares.next().value ?? 0
            return [name, String(Number(min) + Math.round(share * (Number(max) - Number(min))))]
          }),
        )
        prescribingPolicyOf(values)
        for (const { followUp } of schedules.map(schedule => scheduleUnder(values, schedule)))
          for (const { once, phases = [] } of followUp) {
            if (once) expect(once.from).toBeLessThan(once.by)
            for (const { every } of phases) expect(every).toBeGreaterThan(0)
          }
      }),
    )
  })
})

describe('the programme', () => {
  it('may be asked for more strictly than its label, never less', () => {
    expect(rowFaultsOf('PROG-WINDOW', { 'PROG-WINDOW.window': '5' })).toEqual([])
    expect(rowFaultsOf('PROG-WINDOW', { 'PROG-WINDOW.window': '8' })).toHaveLength(1)
    expect(rowFaultsOf('PROG-TESTS', { 'PROG-TESTS.apart': '29' })).toHaveLength(1)
    expect(rowFaultsOf('PROG-SUPPLY', { 'PROG-SUPPLY.supply': '31' })).toHaveLength(1)
  })
})
