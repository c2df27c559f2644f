import { expect, it } from 'vitest'
import { powerCutCampaign, whyNoPowerCut } from './power-cut.ts'

const why = whyNoPowerCut()

it.skipIf(why !== undefined)(
  `loses nothing it acknowledged in 20 power cuts${why === undefined ? '' : ` (not run: ${why})`}`,
  { timeout: 900_000 },
  async () => {
    const told: string[] = []
    const report = await powerCutCampaign(20, line => told.push(line))
    expect(told).toEqual([])
    expect(report).toEqual({
      campaign: 'power-cut',
      runs: 20,
      lost: 0,
      duplicated: 0,
      wrong: 0,
      undetected: 0,
      crashes: 0,
    })
  },
)
