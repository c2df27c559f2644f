import { expect, test } from 'vitest'
import { type Plan, runChaos } from './campaign.ts'

const plan: Plan = {
  seed: Number(process.env['CUTIS_CHAOS_SEED'] ?? 20261124),
  patients: 60,
  perPatient: 2,
  updates: 30,
  images: 4,
  workstationKills: 9,
  clinicKills: 3,
}

test('through kills and a bad road every row arrives exactly once, with its last value', {
  timeout: 600_000,
}, async () => {
  const report = await runChaos(plan)
  process.stdout.write(`${JSON.stringify(report)}\n`)
  expect(report).toMatchObject({ rows: 184, exactlyOnce: 184, wrong: 0, extra: 0 })
  expect(report.kills).toBeGreaterThanOrEqual(12)
  expect(report.faults).toBeGreaterThanOrEqual(130)
})
