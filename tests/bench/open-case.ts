import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { addressOf, codeNow, dial, hasProgram, password, start } from '../shells/program.ts'
import { report, sideBySide } from './measure.ts'

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
    const urls = (level: string) => ids.map(id => `${origin}/bytes/${capability}/${id}/${level}`)
    // A page that rests: a case is opened in a running workstation, not while the program itself is being loaded.
    const fresh = async () => void (await page.goto(`${origin}/`, { waitUntil: 'networkidle' }))

    const thumbs = await sideBySide(
      {
        ours: () => fresh().then(() => drawn(page, `${origin}/bytes/${capability}/thumbs/${ids.join(',')}`)),
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

async function signedIn(client: CutisClient): Promise<string> {
  const admin = await client.access.setUp({ clinicName: 'Skin Clinic', name: 'Ada Min', password })
  await client.access.confirmCode({ code: codeNow(admin.secret) })
  const face = await client.access.addUser({ name: 'Dr Derm', role: 'dermatologist', password: `${password} 2` })
  await client.access.lock()
  const first = await client.access.signIn({ userId: face.userId, password: `${password} 2` })
  if (first.state !== 'enrol') throw new Error('a new user must set up a second step')
  return (await client.access.confirmCode({ code: codeNow(first.enrolment.secret) })).me.bytes
}

interface Filling {
  readonly client: CutisClient
  readonly page: Page
  readonly capability: string
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
    const bytes = await picture(size, index)
    const uploadId = await page.evaluate(
      async ({ text, capability }) => {
        const body = new Blob([Uint8Array.from(atob(text), one => one.codePointAt(0) ?? 0)])
        const answer = await fetch(`/bytes/${capability}/incoming`, { method: 'PUT', body })
        return ((await answer.json()) as { uploadId: string }).uploadId
      },
      { text: bytes.toString('base64'), capability },
    )
    const device = { label: 'Bench camera', source: 'file' } as const
    await client.capture.keep({
      uploadId,
      caseId,
      siteCode: '66643007',
      view: 'dermoscopic',
      takenAt: new Date().toISOString(),
      device,
    })
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

/** As link/thumbs.ts and small-picture.tsx do it: one request, a canvas for each, until the frame that shows them has been painted. */
const drawn = (page: Page, list: string): Promise<number> =>
  page.evaluate(async address => {
    const painted = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
    const start = performance.now()
    const bytes = await (await fetch(address)).arrayBuffer()
    const pictures: Blob[] = []
    for (let at = 0; at < bytes.byteLength; ) {
      const length = new DataView(bytes).getUint32(at)
      pictures.push(new Blob([bytes.slice(at + 4, at + 4 + length)], { type: 'image/webp' }))
      at += 4 + length
    }
    const canvases = pictures.map(() => document.createElement('canvas'))
    document.body.replaceChildren(...canvases)
    await Promise.all(
      canvases.map(async (canvas, at) => {
        const bitmap = await createImageBitmap(pictures[at] ?? new Blob())
        Object.assign(canvas, { width: bitmap.width, height: bitmap.height })
        canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
      }),
    )
    await painted()
    return performance.now() - start
  }, list)

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
