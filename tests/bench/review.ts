import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import sharp from 'sharp'
import { root } from '../../build/run.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { addressOf, dial, hasProgram, start } from '../shells/program.ts'
import { keepPicture, signedIn } from './clinic.ts'
import { median, report, sideBySide } from './measure.ts'
import { fehNext } from './review-feh.ts'
import { grid } from './review-grid.ts'
import { growth, launching } from './review-memory.ts'
import type { Review } from './review-page.ts'
import { imagesBlink, openPlainServer, osdPanZoom, osdTwo } from './review-peer.ts'

const size = { width: 6000, height: 4000 }
const frames = 160
const line = { bench: 'review', better: 'lower', unit: 'ms' } as const

interface Asked {
  readonly few?: boolean
  /** `grid` or `memory` alone, `viewer` for all but the grid, or everything where nothing is named. */
  readonly case?: string
}

/** The viewer through the real engine, decryption included, beside OpenSeadragon, feh and plain images on plain files. */
export async function run({ few = false, case: only }: Asked = {}): Promise<void> {
  await hasProgram()
  const place = await mkdtemp(join(tmpdir(), 'cutis-bench-review-'))
  const running = start(['--data', join(place, 'data'), '--no-window'])
  const plain = await openPlainServer(place)
  try {
    const { port, boot } = await addressOf(running)
    const { client, close } = await dial({ port, boot })
    const capability = await signedIn(client)
    const origin = `http://localhost:${port}`
    const n = few ? 3 : 9
    if (only === undefined || only === 'grid')
      await withBrowser(browser => grid(browser, { client, capability, origin, plain: plain.origin, place, n }))
    if (only !== 'grid') {
      const files = await drawn(place)
      const ids = await withBrowser(browser => filled({ browser, client, capability, origin }, files))
      const script = await bundled()
      const dzi = ['red', 'blue'].map(name => `${plain.origin}/${name}.dzi`)
      const given = { ids, capability, origin, script, plain: plain.origin, dzi, files, n }
      if (only !== 'memory') await withBrowser(browser => speed(browser, given))
      await memory(given)
    }
    close()
  } finally {
    plain.close()
    await running.stop()
    rmSync(place, { recursive: true, force: true })
  }
}

interface Given {
  readonly ids: readonly [string, string]
  readonly capability: string
  readonly origin: string
  readonly script: string
  readonly plain: string
  readonly dzi: readonly string[]
  readonly files: { readonly red: string; readonly blue: string }
  readonly n: number
}

async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(launching())
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/** Two pictures of 24 megapixels as files and as DZI tiles of 512 px, told apart by their colour. */
async function drawn(place: string): Promise<Given['files']> {
  const made = { red: join(place, 'red.jpg'), blue: join(place, 'blue.jpg') }
  const noise = { type: 'gaussian' as const, mean: 120, sigma: 12 }
  const half = { width: size.width / 2, height: size.height / 2, channels: 3 as const }
  const drawing = sharp({ create: { ...half, background: '#c98', noise } })
  const grain = await drawing.raw().toBuffer()
  const tints = { red: [70, 0, -50], blue: [-50, 0, 70] }
  for (const name of ['red', 'blue'] as const) {
    const large = sharp(grain, { raw: half }).resize(size).linear([1, 1, 1], tints[name])
    await large.jpeg({ quality: 90 }).toFile(made[name])
    // Encoding first, cutting then: the other way round sharp writes one picture.
    const tiles = sharp(made[name]).jpeg({ quality: 90 }).tile({ size: 512, overlap: 0, layout: 'dz' })
    await tiles.toFile(join(place, `${name}.dz`))
  }
  return made
}

interface Filling {
  readonly browser: Browser
  readonly client: CutisClient
  readonly capability: string
  readonly origin: string
}

async function filled(
  { browser, client, capability, origin }: Filling,
  files: Given['files'],
): Promise<[string, string]> {
  const page = await browser.newPage()
  await page.goto(`${origin}/`)
  const person = { family: 'Bench', given: 'Review', birthDate: '1980-05-17', sex: 'other' } as const
  const { patientId } = await client.records.addPatient(person)
  const { caseId } = await client.records.openCase({ patientId, presentation: 'single-lesion', reason: 'bench' })
  for (const file of [files.red, files.blue])
    await keepPicture({ client, page, capability }, caseId, { bytes: readFileSync(file) })
  const shots = await client.capture.shots({ caseId })
  for (const { blobId } of shots)
    while (!(await page.evaluate(async url => (await fetch(url)).ok, `/bytes/${capability}/${blobId}/tiles`)))
      await new Promise(resolve => setTimeout(resolve, 300))
  const [red, blue] = shots.map(({ blobId }) => blobId)
  if (!red || !blue) throw new Error('two pictures were kept')
  return [red, blue]
}

async function bundled(): Promise<string> {
  const bundle = await rolldown({ input: join(root, 'tests/bench/review-page.ts') })
  const { output } = await bundle.generate({ format: 'iife', name: 'reviewPage' })
  return output[0].code
}

const review = (page: Page) => page.evaluateHandle(() => (globalThis as unknown as { review: Review }).review)

async function ourPage(browser: Browser, { origin, script, capability }: Given): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' })
  await page.evaluate(script)
  await page.evaluate(held => {
    const host = globalThis as unknown as { openCutisReview: (capability: string) => Review; review: Review }
    host.review = host.openCutisReview(held)
    host.review.clear()
  }, capability)
  return page
}

async function peerPage(browser: Browser, { plain }: Given): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await page.goto(plain, { waitUntil: 'networkidle' })
  return page
}

/** What the browser grows by while two pictures are opened, zoomed and panned: MB, beside OpenSeadragon doing the same. */
async function memory(given: Given): Promise<void> {
  const { ids, dzi } = given
  const n = 3
  const grown = await sideBySide(
    {
      ours: () =>
        growth(async browser => {
          const held = await review(await ourPage(browser, given))
          return () => held.evaluate((one, [all, count]) => one.panZoom(all, count), [ids, frames] as const)
        }),
      peer: () =>
        growth(async browser => {
          const page = await peerPage(browser, given)
          return async () => (await osdTwo(page, dzi), await osdPanZoom(page, frames))
        }),
    },
    n,
  )
  report({ ...line, case: 'memory', unit: 'MB', value: grown.ours, peer: grown.peer, n })
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN

async function speed(browser: Browser, given: Given): Promise<void> {
  const { ids, dzi, n } = given
  const [ours, peer] = [await ourPage(browser, given), await peerPage(browser, given)]
  const held = await review(ours)
  const two = await sideBySide(
    {
      ours: async () => (await ours.bringToFront(), await held.evaluate((one, all) => one.openTwo(all), ids)),
      // Its tiles come anew as ours do: nothing of a patient may stay in a browser's store.
      peer: async () => (
        await peer.bringToFront(),
        await osdTwo(
          peer,
          dzi.map(one => `${one}?${Math.random()}`),
        )
      ),
    },
    n,
  )
  report({ ...line, case: 'open-two-24mp', value: two.ours, peer: two.peer, n })
  const pan = await sideBySide(
    {
      ours: async () => (
        await ours.bringToFront(),
        p95(await held.evaluate((one, [all, count]) => one.panZoom(all, count), [ids, frames] as const))
      ),
      peer: async () => (await peer.bringToFront(), await osdTwo(peer, dzi), p95(await osdPanZoom(peer, frames))),
    },
    Math.min(5, n),
  )
  report({ ...line, case: 'pan-zoom-p95', value: pan.ours, peer: pan.peer, n: Math.min(5, n) })
  await blink({ ours, peer }, given)
  await next(ours, given)
}

async function blink({ ours, peer }: { ours: Page; peer: Page }, { ids, plain, n }: Given): Promise<void> {
  const turns = 8 * n
  await ours.bringToFront()
  const { redraws, late } = await (await review(ours)).evaluate((one, [all, count]) => one.blink(all, count), [
    ids,
    turns,
  ] as const)
  await peer.bringToFront()
  const images = await imagesBlink(
    peer,
    ['red', 'blue'].map(name => `${plain}/${name}.jpg`),
    turns,
  )
  report({ ...line, case: 'blink', value: p95(redraws), peer: p95(images), n: turns })
  report({ ...line, case: 'blink-late-frames', unit: '1', value: late, peer: turns, n: turns })
}

async function next(ours: Page, { ids, files, n }: Given): Promise<void> {
  const feh = await fehNext(files, n)
  if (typeof feh === 'string') return void process.stdout.write(`review next: not run: ${feh}\n`)
  await ours.bringToFront()
  const held = await review(ours)
  const times: { first: number; sharp: number }[] = []
  const atFit: number[] = []
  for (let turn = -1; turn < n; turn++) {
    const at100 = await held.evaluate((one, all) => one.next(all, 'one'), ids)
    const fitted = await held.evaluate((one, all) => one.next(all, 'fit'), ids)
    if (turn < 0) continue
    times.push(at100)
    atFit.push(fitted.sharp)
  }
  report({ ...line, case: 'next-first-pixel', value: median(times.map(({ first }) => first)), peer: feh, n })
  report({ ...line, case: 'next-sharp', value: median(atFit), peer: feh, n })
  report({ ...line, case: 'next-sharp at 100 %', value: median(times.map(({ sharp: one }) => one)), peer: feh, n })
}
