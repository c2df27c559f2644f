import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import type { CaseId, PatientId, RecordId } from '../../src-shared/ids.ts'
import { addressOf, dial, hasProgram, start } from '../shells/program.ts'
import { keepPicture, signedIn } from './clinic.ts'
import { launchGlass, openGlass } from './glass.ts'
import { median, report } from './measure.ts'

const consults = 9
const size = { width: 4000, height: 3000 }
const views = ['regional', 'close-up', 'oblique'] as const
/** As long as nobody answers a consult faster. */
const restMs = 4000

/**
 * The key for the next case, in a real Chromium over the real engine: from the key until the first picture of that case is painted,
 * beside decoding the file of that picture alone, in the same page.
 */
export async function nextCase(): Promise<void> {
  await hasProgram()
  const place = await mkdtemp(join(tmpdir(), 'cutis-bench-next-'))
  const running = start(['--data', place, '--no-window'])
  const browser = await launchGlass()
  try {
    const { port, boot } = await addressOf(running)
    const { client, session, close } = await dial({ port, boot })
    const capability = await signedIn(client)
    const origin = `http://localhost:${port}`
    const waiting = await filled(browser, { client, capability, origin })
    const times = await answered(browser, { client, capability, origin, session, waiting })
    const line = { bench: 'worklist', unit: 'ms', better: 'lower', n: times.length } as const
    const value = median(times.map(({ next }) => next))
    report({ ...line, case: 'next-case, beside decoding its file', value, peer: median(times.map(one => one.full)) })
    report({
      ...line,
      case: 'next-case, beside decoding what is shown',
      value,
      peer: median(times.map(one => one.screen)),
    })
    close()
  } finally {
    await browser.close()
    await running.stop()
    await rm(place, { recursive: true, force: true })
  }
}

interface Given {
  readonly client: CutisClient
  readonly capability: string
  readonly origin: string
}

/** Consults as a practice sends them, each with three pictures of 12 megapixels; the oldest first. */
async function filled(browser: Browser, { client, capability, origin }: Given): Promise<RecordId[]> {
  const page = await browser.newPage()
  await page.goto(`${origin}/`)
  const noise = { type: 'gaussian' as const, mean: 130, sigma: 20 }
  const made: RecordId[] = []
  for (let index = 0; index < consults; index++) {
    const person = { family: `Next${index}`, given: 'Bench', birthDate: '1970-05-17', sex: 'female' } as const
    const { patientId } = await client.records.addPatient(person)
    const visit = { patientId: patientId as PatientId, presentation: 'single-lesion', reason: 'Is this mole safe?' }
    const { caseId } = await client.records.openCase(visit)
    const pin = { view: 'head-front' as const, x: 0.5, y: 0.5 }
    const lesion = {
      patientId: patientId as PatientId,
      label: 'L1',
      siteCode: '36141000',
      laterality: 'left' as const,
      pin,
    }
    const { lesionId } = await client.records.addLesion(lesion)
    for (const view of views) {
      const background = { r: 190 + index * 5, g: 150, b: 120 }
      const bytes = await sharp({ create: { ...size, channels: 3, background, noise } })
        .jpeg({ quality: 85 })
        .toBuffer()
      await keepPicture({ client, page, capability }, caseId as CaseId, { bytes, view, lesionId })
    }
    made.push(await sent(client, caseId as CaseId))
  }
  await page.close()
  return made
}

async function sent(client: CutisClient, caseId: CaseId): Promise<RecordId> {
  const { consultId } = await client.consults.begin({ caseId })
  const id = consultId as RecordId
  const no = Object.fromEntries(
    ['itch', 'pain', 'bleeding', 'oozing', 'discharge', 'changeSize', 'changeShape', 'changeColour', 'changeElevation']
      .concat('familyMelanoma')
      .map(name => [name, false]),
  )
  const content = {
    history: {
      reason: 'diagnosis',
      question: 'Is this mole safe?',
      duration: { value: 3, unit: 'months' },
      sites: [{ code: '36141000', laterality: 'left' }],
      ...no,
      course: 'stable',
      treatments: [],
      medicines: [],
      allergies: [],
      immune: [],
      skinCancer: [],
      fitzpatrick: 'II',
    },
    findings: { facts: [], conditions: [], lesions: [] },
    organisation: 'Hill Street Practice',
    callback: '555 0100',
    consent: { consult: true, photography: true, method: 'spoken', on: new Date().toISOString().slice(0, 10) },
    affected: [],
    unaffected: [],
    prescribing: false,
  } as Parameters<CutisClient['consults']['save']>[0]['content']
  const { missing } = await client.consults.save({ consultId: id, content })
  if (missing.length > 0) throw new Error(`not whole: ${missing.map(({ code }) => code).join(', ')}`)
  await client.consults.send({ consultId: id })
  return id
}

interface Answering extends Given {
  readonly session: string
  readonly waiting: readonly RecordId[]
}

/** Goes from each consult to the next one, as it is answered; the first time warms up. */
async function answered(browser: Browser, { client, capability, origin, session, waiting }: Answering) {
  const glass = await openGlass(browser, { origin, session })
  await glass.keyboard.press('g')
  await glass.keyboard.press('w')
  await glass.getByRole('row', { name: /Next0/ }).click()
  await glass.locator('canvas[data-shown]').waitFor()
  const times: { next: number; full: number; screen: number }[] = []
  for (const [at, consultId] of waiting.slice(0, -1).entries()) {
    await withdrawn(client, consultId)
    await glass.waitForTimeout(restMs)
    const next = await pressNext(glass)
    const shown = await client.capture.shots({ caseId: await caseOf(client, waiting[at + 1]) })
    const [first] = shown
    if (!first) throw new Error('no picture')
    const [full, screen] = [
      await decoding(glass, `/bytes/${capability}/${first.blobId}/full`),
      await decoding(glass, `/bytes/${capability}/${first.blobId}/screen`),
    ]
    if (at > 0) times.push({ next, full, screen })
  }
  return times
}

const caseOf = async (client: CutisClient, consultId: RecordId | undefined): Promise<CaseId> => {
  if (!consultId) throw new Error('no consult')
  return (await client.consults.consult({ consultId })).caseId as CaseId
}

/** It leaves the list, as an answered one does. */
const withdrawn = (client: CutisClient, consultId: RecordId): Promise<unknown> =>
  client.consults.withdraw({ consultId, reason: 'bench' } as Parameters<CutisClient['consults']['withdraw']>[0])

/** From the key to the frame after the one in which the next case's first picture was drawn, ms. */
async function pressNext(glass: Page): Promise<number> {
  const measured = glass.evaluate(async () => {
    const before = document.querySelector('canvas[data-shown]')
    const start = await new Promise<number>(resolve =>
      addEventListener('keydown', () => resolve(performance.now()), { once: true, capture: true }),
    )
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
    for (let frames = 0; frames < 600; frames++) {
      await frame()
      const now = document.querySelector('canvas[data-shown]')
      if (now && now !== before) {
        await new Promise(resolve => setTimeout(resolve))
        return performance.now() - start
      }
    }
    throw new Error(`the next case was not shown: ${document.body.innerText.slice(0, 1500)}`)
  })
  await glass.waitForTimeout(200)
  await glass.keyboard.press('x')
  return await measured
}

/** Decoding a picture whose bytes are here already, ms. */
const decoding = (glass: Page, url: string): Promise<number> =>
  glass.evaluate(async path => {
    const blob = await (await fetch(path)).blob()
    const start = performance.now()
    const bitmap = await createImageBitmap(blob)
    const took = performance.now() - start
    bitmap.close()
    return took
  }, url)
