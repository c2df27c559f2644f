import { expect, test } from 'vitest'
import { checkOf } from './check.ts'
import { at } from './rig/builders.ts'
import { goldenPrescriptions } from './rig/golden.ts'
import { PatientFacts, PrescriptionDraft } from './types.ts'
import { PrescribingCheck } from './verdict.ts'

test('there are at least eighty', () => {
  expect(goldenPrescriptions.length).toBeGreaterThanOrEqual(80)
  expect(new Set(goldenPrescriptions.map(([name]) => name)).size).toBe(goldenPrescriptions.length)
})

test.each(goldenPrescriptions)('%s', (...[, draft, patient, alerts]) => {
  expect(PrescriptionDraft.parse(draft)).toEqual(draft)
  expect(PatientFacts.parse(patient)).toEqual(patient)
  const check = checkOf(draft, patient, at)
  expect(PrescribingCheck.parse(check)).toEqual(check)
  expect(check.alerts.map(({ rule, severity }) => `${rule}:${severity}`)).toEqual(alerts)
  for (const { words } of check.alerts) expect(words).not.toMatch(/[{}]|undefined/)
})
