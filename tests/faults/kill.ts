import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { add, checkPromises } from './check.ts'
import { pause, startWriter, warmUp } from './cut-off.ts'
import { inLanes } from './lanes.ts'
import { type Counts, noCounts, type Report, type Tell } from './report.ts'
import type { Promised } from './shots.ts'

/** A fresh folder after so many kills, so that checking every promise of a folder stays quick. */
const killsPerFolder = 10

/** Kills a writer at random moments, also while it starts, and opens the vault after each kill. */
export async function killCampaign(kills: number, tell: Tell, careless = false): Promise<Report> {
  warmUp()
  const counts = noCounts()
  const folders = Array.from({ length: Math.ceil(kills / killsPerFolder) }, (_, n) =>
    Math.min(killsPerFolder, kills - n * killsPerFolder),
  )
  await inLanes(folders, times => killIn(times, { careless, tell, told: result => add(counts, result) }))
  return { campaign: 'kill', ...counts }
}

interface Course {
  readonly careless: boolean
  readonly told: (result: Partial<Counts>) => void
  readonly tell: Tell
}

async function killIn(times: number, { careless, told, tell }: Course): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-kill-'))
  const promises: Promised[] = []
  for (let kill = 0; kill < times; kill++) {
    const writer = startWriter(folder, careless)
    // One of eight dies while it opens the vault; the first must live to make one.
    if (kill === 0 || randomInt(8) > 0) await writer.ready()
    await pause(randomInt(250))
    promises.push(...(await writer.kill()))
    told({ runs: 1, ...(await checkPromises(folder, promises, tell)) })
  }
  rmSync(folder, { recursive: true })
}
