import { randomInt } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Vault } from '../../src-main/vault/index.ts'
import { face, openRig, password } from '../../src-main/vault/rig/open.ts'
import { Fault } from '../../src-shared/faults.ts'
import { add } from './check.ts'
import { warmUp } from './cut-off.ts'
import { inLanes } from './lanes.ts'
import { type Counts, noCounts, type Report, type Tell } from './report.ts'
import { keepShot, type Promised, rowsOf, verdictOf } from './shots.ts'

interface Original {
  readonly folder: string
  readonly promises: readonly Promised[]
}

/** Where bits may flip; each kind of file gets an equal share, however small it is. */
const kinds: readonly ((folder: string) => string)[] = [
  folder => join(folder, 'vault.db'),
  folder => join(folder, 'vault.db-wal'),
  folder => aBlob(folder),
  folder => join(folder, 'slots.json'),
  folder => join(folder, 'slots.copy.json'),
  folder => join(folder, 'head'),
]

function aBlob(folder: string): string {
  const files = readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  )
  const file = files[randomInt(files.length)]
  if (file === undefined) throw new Error('the original has no blobs')
  return join(file.parentPath, file.name)
}

/** Flips one bit at a time in copies of a vault, some with a full log and some closed in order, and reads everything back. */
export async function bitFlipCampaign(flips: number, tell: Tell): Promise<Report> {
  warmUp()
  const counts = noCounts()
  const base = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cutis-flip-'))
  try {
    const originals = await makeOriginals(base)
    const numbers = Array.from({ length: flips }, (_, n) => n)
    await inLanes(numbers, async n => {
      const original = originals[n % 2 === 0 ? 0 : 1]
      add(counts, { runs: 1, ...(await flipOne(join(base, `copy-${n}`), original, tell)) })
    })
  } finally {
    rmSync(base, { recursive: true })
  }
  return { campaign: 'bit-flip', ...counts }
}

async function makeOriginals(base: string): Promise<readonly [open: Original, closed: Original]> {
  const [live, open, closed] = ['live', 'open', 'closed'].map(name => join(base, name)) as [string, string, string]
  const vault = openRig(live)
  await vault.create(face, password)
  const promises: Promised[] = []
  for (const size of [0, 1, 20_000, 262_144, 300_000]) promises.push(await keepShot(vault, size))
  await vault.lock()
  await vault.unlock(face.userId, password)
  for (let n = 0; n < 12; n++) promises.push(await keepShot(vault, n % 4 === 0 ? 5_000 : undefined))
  cpSync(live, open, { recursive: true })
  await vault.close()
  cpSync(live, closed, { recursive: true })
  return [
    { folder: open, promises },
    { folder: closed, promises },
  ]
}

async function flipOne(copy: string, { folder, promises }: Original, tell: Tell): Promise<Partial<Counts>> {
  cpSync(folder, copy, { recursive: true })
  const targets = kinds.map(kind => kind(copy)).filter(path => existsSync(path) && readFileSync(path).length > 0)
  const path = targets[randomInt(targets.length)] as string
  const bytes = readFileSync(path)
  const [at, bit] = [randomInt(bytes.length), randomInt(8)]
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  writeFileSync(path, bytes)
  const told = (line: string): void => tell(`${path.slice(copy.length)} byte ${at} bit ${bit}: ${line}`)
  try {
    return await judge(copy, promises, told)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** Detected when anything is refused or reported; harmless when all is there; otherwise nobody would have known. */
async function judge(folder: string, promises: readonly Promised[], tell: Tell): Promise<Partial<Counts>> {
  const vault = openRig(folder)
  try {
    await vault.unlock(face.userId, password)
    return await readAll(vault, promises, tell)
  } catch (error) {
    if (error instanceof Fault) return {}
    tell(String(error))
    return { crashes: 1 }
  } finally {
    await vault.close().catch(() => undefined)
  }
}

async function readAll(vault: Vault, promises: readonly Promised[], tell: Tell): Promise<Partial<Counts>> {
  const { findings } = await vault.health()
  const rows = await rowsOf(vault)
  const result = { lost: 0, wrong: 0, undetected: 0 }
  for (const promised of promises) {
    // A refusal to read is a detection.
    const verdict = await verdictOf(vault, promised, rows).catch(error => {
      if (error instanceof Fault) return 'refused' as const
      throw error
    })
    if (verdict === 'wrong') result.wrong++
    if (verdict === 'lost' && findings.length === 0) result.undetected++
    if (verdict === 'wrong' || (verdict === 'lost' && findings.length === 0)) tell(`${promised.id} ${verdict}`)
  }
  return result
}
