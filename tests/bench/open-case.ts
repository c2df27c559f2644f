import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'
import { addressOf, dial, hasProgram, start } from '../shells/program.ts'
import { type Filling, keepPicture, signedIn } from './clinic.ts'
import { report, sideBySide } from './measure.ts'
import { gridOf, gridScript } from './review-grid.ts'

const images = 40
const rounds = 15

/** A case of forty pictures in a real browser, beside decoding the same bytes from its own memory. */
export async function run(): Promise<void> {
  await hasProgram()
  const place = mkdtempSync(join(tmpdir(), 'cutis-bench-case-'))
  const running = start(['--data', place, '--no-window'])
  const executable = findBrowser(process.platform, process.env)
  const browser = await chromium.launch({
    ...(executable && { executablePath: executable }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const { port, boot } = await addressOf(running)
    const { client, close } = await dial({ port, boot })
    const origin = `http://localhost:${port}`
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    const capability = await signedIn(client)
    await page.goto(`${origin}/`)
    const ids = await filledCase({ client, page, capability })
    const script = await gridScript()
    const urls = (level: string) => ids.map(id => `${origin}/bytes/${capability}/${id}/${level}`)
    // A page that rests: a case is opened in a running workstation, not while the program itself is being loaded.
    const fresh = async () => void (await page.goto(`${origin}/`, { waitUntil: 'networkidle' }))

    const thumbs = await sideBySide(
      {
        ours: () => fresh().then(() => drawn(page, { script, capability, ids })),
        peer: () => fresh().then(() => fromMemory(page, urls('thumb'))),
      },
      rounds,
    )
    const line = { bench: 'open-case', unit: 'ms', better: 'lower', n: rounds } as const
    report({ ...line, case: `${images} thumbnails fetched, decoded, painted`, value: thumbs.ours, peer: thumbs.peer })
    const [first = ''] = urls('full')
    const full = await sideBySide(
      { ours: () => fresh().then(() => looked(page, first)), peer: () => fresh().then(() => decoded(page, first)) },
      rounds,
    )
    report({ ...line, case: 'first full image, 12 MP', value: full.ours, peer: full.peer })
    close()
  } finally {
    await browser.close()
    await running.stop()
    rmSync(place, { recursive: true, force: true })
  }
}

/** Takes the pictures in as the glass does, and waits for their smaller levels; the first has 12 megapixels. */
async function filledCase({ client, page, capability }: Filling): Promise<string[]> {
  const { patientId } = await client.records.addPatient({
    family: 'Bench',
    given: 'Case',
    birthDate: '1980-05-17',
    sex: 'other',
  })
  const { caseId } = await client.records.openCase({ patientId, presentation: 'single-lesion', reason: 'bench' })
  for (let index = 0; index < images; index++) {
    const size = index === 0 ? { width: 4000, height: 3000 } : { width: 1600, height: 1200 }
    await keepPicture({ client, page, capability }, caseId, { bytes: await picture(size, index) })
  }
  let shots = await client.capture.shots({ caseId })
  while (shots.some(({ levels }) => levels !== 'ready')) {
    await new Promise(resolve => setTimeout(resolve, 200))
    shots = await client.capture.shots({ caseId })
  }
  return shots.toSorted((one, other) => other.widthPx - one.widthPx).map(({ blobId }) => blobId)
}

/** Skin-like enough to compress as a photograph does: soft noise, not two alike. */
async function picture({ width, height }: { width: number; height: number }, index: number): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 120 + index, sigma: 25 }
  return await sharp({ create: { width, height, channels: 3, background: '#c98', noise } })
    .blur(1.2)
    .jpeg({ quality: 92 })
    .toBuffer()
}

/** The app's own sheet of small pictures, from nothing until the frame that shows all of them has been painted. */
async function drawn(page: Page, { script, capability, ids }: Sheet): Promise<number> {
  await page.evaluate(script)
  return (await gridOf(page)).evaluate((one, [key, all]) => one.open(key, all), [capability, ids] as const)
}

interface Sheet {
  readonly script: string
  readonly capability: string
  readonly ids: readonly string[]
}

/** The same bytes already in the page's memory: decoding and painting alone. */
const fromMemory = (page: Page, urls: readonly string[]): Promise<number> =>
  page.evaluate(async all => {
    const painted = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
    const blobs = await Promise.all(all.map(async src => await (await fetch(src)).blob()))
    const start = performance.now()
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 400 })
    document.body.replaceChildren(canvas)
    const bitmaps = await Promise.all(blobs.map(blob => createImageBitmap(blob)))
    for (const [index, bitmap] of bitmaps.entries())
      canvas.getContext('2d')?.drawImage(bitmap, (index % 10) * 128, Math.floor(index / 10) * 96, 128, 96)
    await painted()
    return performance.now() - start
  }, urls)

/** As the viewer does it: fetched to a blob, decoded to a bitmap. */
const looked = (page: Page, url: string): Promise<number> =>
  page.evaluate(async src => {
    const start = performance.now()
    await createImageBitmap(await (await fetch(src)).blob())
    return performance.now() - start
  }, url)

const decoded = (page: Page, url: string): Promise<number> =>
  page.evaluate(async src => {
    const blob = await (await fetch(src)).blob()
    const start = performance.now()
    await createImageBitmap(blob)
    return performance.now() - start
  }, url)
