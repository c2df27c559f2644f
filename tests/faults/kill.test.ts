import { expect, it } from 'vitest'
import { killCampaign } from './kill.ts'
import { isClean } from './report.ts'

it('loses nothing it acknowledged in 100 kills', { timeout: 900_000 }, async () => {
  const told: string[] = []
  const report = await killCampaign(100, line => told.push(line))
  expect(told).toEqual([])
  expect(report).toEqual({ campaign: 'kill', runs: 100, lost: 0, duplicated: 0, wrong: 0, undetected: 0, crashes: 0 })
})

it('would have noticed a writer that acknowledges too early', { timeout: 120_000 }, async () => {
  const report = await killCampaign(2, () => undefined, true)
  expect(report.lost).toBeGreaterThan(0)
  expect(isClean(report)).toBe(false)
})
