import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { browserPath } from './shell.ts'

/** What a patient's browser has, and what its owner lets a page use. */
export type Devices = 'both' | 'no-camera' | 'refused'

const fake = ['--use-fake-device-for-media-stream', '--disable-gpu']
const switches: Readonly<Record<Devices, readonly string[]>> = {
  both: [...fake, '--use-fake-ui-for-media-stream'],
  // What the context does not name is asked for, and the answer is no.
  'no-camera': [...fake, '--deny-permission-prompts'],
  refused: [...fake, '--deny-permission-prompts'],
}

export interface Patient {
  readonly page: Page
  readonly context: BrowserContext
  leave(): Promise<void>
}

/** A browser of the patient's own, on a screen as small as a telephone. */
export async function openPatient(link: string, devices: Devices = 'both'): Promise<Patient> {
  const browser: Browser = await chromium.launch({
    executablePath: browserPath(),
    args: [...switches[devices]],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    ...(devices === 'no-camera' && { permissions: ['microphone'] }),
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.goto(link)
  return { page, context, leave: () => browser.close() }
}

export async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Everything the start panel asks, for a patient in California; the licence is the caller's. */
export async function fillStart(page: Page, licence: string): Promise<void> {
  await page.getByRole('button', { name: 'Check camera and microphone' }).click()
  await expect(page.getByText(/Camera works/)).toBeVisible()
  await page.getByLabel(/The patient said or showed the name/).check()
  await page.getByLabel(/The birth date fits/).check()
  await choose(page, 'Consent to a visit by video', "On the patient's page")
  await choose(page, 'State where the patient is now', 'CA')
  await page.getByLabel('Address where the patient is now').fill('12 Hill Street, Fresno')
  await choose(page, 'Your licence: state', licence)
  await page.getByLabel('Licence number').fill('A-12345')
  await page.getByLabel('Licence valid until').fill('2099-12-31')
}

/** Starts the visit of a patient who is in the waiting room, and lets them in. */
export async function startAndAdmit(page: Page): Promise<void> {
  await fillStart(page, 'CA')
  await page.getByRole('button', { name: 'Start visit' }).click()
  await expect(page.getByText('The patient is in the waiting room.')).toBeVisible()
  await page.getByRole('button', { name: 'Let the patient in' }).click()
}

/** Makes a link for the case that is open. */
export async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Video visit', exact: true }).click()
  await page.getByRole('button', { name: 'Make link', exact: true }).click()
  return await page.getByLabel('Link', { exact: true }).inputValue()
}

export async function tellBirthDate(page: Page, birthDate: string): Promise<void> {
  await page.getByLabel('Your birth date').fill(birthDate)
  await page.getByRole('button', { name: 'Next' }).click()
}

/** From the second factor to the room; `found` is what the page says of camera and microphone. */
export async function toRoom(page: Page, found: readonly RegExp[]): Promise<void> {
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click()
  for (const says of found) await expect(page.getByText(says)).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('I agree to a video visit').check()
  await page.getByRole('button', { name: 'Go to the waiting room' }).click()
}

export async function toWaitingRoom(page: Page, found: readonly RegExp[]): Promise<void> {
  await toRoom(page, found)
  await expect(page.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
}

const framesOf = (page: Page, label: string): Promise<number> =>
  page
    .locator(`video[aria-label="${label}"]`)
    .evaluate(video => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames)

/** New frames of the other side are shown from now on. */
export async function moving(page: Page, label: string): Promise<void> {
  const before = await framesOf(page, label)
  await expect.poll(() => framesOf(page, label), { timeout: 30_000 }).toBeGreaterThan(before + 2)
}
