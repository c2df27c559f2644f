import { expect, it } from 'vitest'
import { bitFlipCampaign } from './bit-flip.ts'

it('detects or survives every one of 500 flipped bits', { timeout: 900_000 }, async () => {
  const told: string[] = []
  const report = await bitFlipCampaign(500, line => told.push(line))
  expect(told).toEqual([])
  expect(report).toEqual({
    campaign: 'bit-flip',
    runs: 500,
    lost: 0,
    duplicated: 0,
    wrong: 0,
    undetected: 0,
    crashes: 0,
  })
})
