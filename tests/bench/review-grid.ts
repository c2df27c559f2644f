import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import sharp from 'sharp'
import { root } from '../../build/run.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { keepPicture } from './clinic.ts'
import type { GridBench } from './grid-page.ts'
import { median, report } from './measure.ts'

const pictures = 1000
/** So many of them differ; the others are the same bytes, fetched again. */
const distinct = 200
const speed = 7200
const line = { bench: 'review', better: 'lower', unit: 'ms' } as const

interface Given {
  readonly client: CutisClient
  readonly capability: string
  readonly origin: string
  /** The peer's server, and the folder it serves. */
  readonly plain: string
  readonly place: string
  readonly n: number
}

/** A thousand small pictures scrolled quickly: one canvas over the vault, beside plain images of the same bytes in plain files. */
export async function grid(browser: Browser, given: Given): Promise<void> {
  const { capability, origin, plain, n } = given
  const script = await gridScript()
  const ours = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await ours.goto(`${origin}/`, { waitUntil: 'networkidle' })
  await ours.evaluate(script)
  const kept = await manyPictures(ours, given)
  await plainFiles(ours, kept, given)
  const ids = Array.from({ length: pictures }, (_, at) => kept[at % distinct] ?? '')
  const peer = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  const sides = {
    ours: async () => {
      await ours.bringToFront()
      return (await gridOf(ours)).evaluate((one, [held, all]) => one.scrollOurs(held, all), [
        capability,
        [ids, speed],
      ] as const)
    },
    peer: async () => {
      await peer.bringToFront()
      await peer.goto(plain, { timeout: 120_000 })
      await peer.evaluate(script)
      // Anew each time, as ours: nothing of a patient may stay in a browser's store.
      const sources = ids.map((_, at) => `${plain}/small/${at % distinct}.webp?${Math.random()}`)
      return (await gridOf(peer)).evaluate((one, [all, quick]) => one.scrollPlain(all, quick), [
        sources,
        speed,
      ] as const)
    },
  }
  const values = { ours: [] as Turn[], peer: [] as Turn[] }
  for (let turn = -1; turn < n; turn++)
    for (const side of turn % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)) {
      const { gaps, settle } = await sides[side]()
      if (turn >= 0) values[side].push({ p95: p95(gaps), settle })
    }
  const of = (side: 'ours' | 'peer', part: keyof Turn) => median(values[side].map(one => one[part]))
  report({ ...line, case: 'grid', value: of('ours', 'p95'), peer: of('peer', 'p95'), n })
  report({ ...line, case: 'grid-settled', value: of('ours', 'settle'), peer: of('peer', 'settle'), n })
}

interface Turn {
  readonly p95: number
  readonly settle: number
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN

/** The page's part of the grid benches, bundled. */
export async function gridScript(): Promise<string> {
  const bundle = await rolldown({ input: join(root, 'tests/bench/grid-page.ts') })
  const { output } = await bundle.generate({ format: 'iife', name: 'gridPage' })
  return output[0].code
}

export const gridOf = (page: Page) =>
  page.evaluateHandle(() => (globalThis as unknown as { cutisGrid: GridBench }).cutisGrid)

/** Keeps small pictures, no two alike, in one case, and waits for their smaller levels. */
async function manyPictures(page: Page, { client, capability }: Given): Promise<string[]> {
  const person = { family: 'Bench', given: 'Grid', birthDate: '1980-05-17', sex: 'other' } as const
  const { patientId } = await client.records.addPatient(person)
  const { caseId } = await client.records.openCase({ patientId, presentation: 'single-lesion', reason: 'bench' })
  const grain = { width: 480, height: 360, channels: 3 as const }
  const noise = { type: 'gaussian' as const, mean: 120, sigma: 25 }
  const raw = await sharp({ create: { ...grain, background: '#c98', noise } })
    .blur(1.2)
    .raw()
    .toBuffer()
  for (let at = 0; at < distinct; at++) {
    const shift = [at % 40, (at % 25) * 2, at % 64]
    const bytes = await sharp(raw, { raw: grain }).linear([1, 1, 1], shift).jpeg({ quality: 88 }).toBuffer()
    await keepPicture({ client, page, capability }, caseId, { bytes })
  }
  let shots = await client.capture.shots({ caseId })
  while (shots.some(({ levels }) => levels !== 'ready')) {
    await new Promise(resolve => setTimeout(resolve, 500))
    shots = await client.capture.shots({ caseId })
  }
  return shots.map(({ blobId }) => blobId)
}

/** The same small pictures as plain files for the peer. */
async function plainFiles(page: Page, ids: readonly string[], { capability, place }: Given): Promise<void> {
  mkdirSync(join(place, 'small'))
  const held = await gridOf(page)
  for (let at = 0; at < ids.length; at += 50) {
    const some = ids.slice(at, at + 50)
    const all = await held.evaluate((one, [key, list]) => one.bytes(key, list), [capability, some] as const)
    for (const [index, text] of all.entries())
      writeFileSync(join(place, 'small', `${at + index}.webp`), Buffer.from(text, 'base64'))
  }
}
