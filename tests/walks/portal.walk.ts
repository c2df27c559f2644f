import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'
import { examine } from './examine.ts'
import { openCase, openFirstPatient } from './first-patient.ts'
import { shortClip } from './short-clip.ts'
import { openWorkstation } from './workstation.ts'

/** A browser of the patient's own, on a screen as small as a telephone. */
async function openPhone(link: string): Promise<{ page: Page; browser: Browser }> {
  const executablePath = findBrowser(process.platform, process.env)
  if (!executablePath) throw new Error('a walk needs Chromium, Chrome or Edge')
  const browser = await chromium.launch({
    executablePath,
    args: ['--disable-gpu'],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.goto(link)
  return { page, browser }
}

/** Nothing serious for axe-core and nothing out of the window, light and dark; a picture of each where they are wanted. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const shots = process.env['CUTIS_SHOTS']
    if (shots) {
      mkdirSync(shots, { recursive: true })
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`), fullPage: true })
    }
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`)).toEqual([])
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(sideways).toBe(0)
  }
}

async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Portal link' }).click()
  await expect(async () => {
    // The clinic must have the patient first; until then the workstation says so.
    await page.getByRole('button', { name: 'Make portal link' }).click()
    await expect(page.getByLabel('Address', { exact: true })).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 20_000 })
  await examine(page, 'portal-link')
  return page.getByLabel('Address', { exact: true }).inputValue()
}

async function enter(page: Page): Promise<void> {
  await page.getByLabel('Your birth date').fill('1980-05-17')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { name: 'Hello, Amélie Portalwalk' })).toBeVisible()
}

const part = (page: Page, name: string) => page.getByRole('navigation').getByRole('button', { name }).click()

/** One that is measured to be too small: the reason is said, and the patient sends it all the same. */
async function addPhotograph(phone: Page): Promise<void> {
  const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c08060' } })
    .jpeg()
    .toBuffer()
  await phone.getByLabel('Choose photographs').setInputFiles({ name: '../where.jpg', mimeType: 'image/jpeg', buffer })
  await expect(phone.getByText('It is too small to see much.')).toBeVisible()
  await expect(phone.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
  await look(phone, 'portal-photograph')
  await phone.getByRole('button', { name: 'Send anyway' }).click()
}

/** A film that a browser really recorded: what is said of it first, then it is seen before it goes. */
async function addClip(phone: Page): Promise<void> {
  await expect(phone.getByText(/one short video too: about 20 seconds, at most 25 MB/)).toBeVisible()
  const choose = phone.getByLabel('Film or choose a video')
  await choose.setInputFiles({ name: 'x.mp4', mimeType: 'video/mp4', buffer: Buffer.from('<html></html>') })
  await expect(phone.getByText('This file is not a video that can be sent.')).toBeVisible()
  await choose.setInputFiles({ name: 'film.webm', mimeType: 'video/webm', buffer: await shortClip(phone) })
  await expect(phone.getByText('This video can be sent.')).toBeVisible()
  await plays(phone, 'Your video')
}

/** The film has a size of its own: its bytes were read as a film. */
const plays = (page: Page, name: string) =>
  expect
    .poll(() => page.getByLabel(name, { exact: true }).evaluate(one => (one as HTMLVideoElement).videoWidth))
    .toBe(160)

/** The picture has come and is drawn. */
const isDrawn = (page: Page, name: string) =>
  expect
    .poll(() => page.getByRole('img', { name }).evaluate(one => (one as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)

async function writeToClinic(phone: Page): Promise<void> {
  await phone.getByLabel('What is it about?').fill('A check of my moles')
  await phone.getByLabel('From this day').fill('2099-01-12')
  await look(phone, 'portal-appointments')
  await phone.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(phone.getByText('You asked for this. The clinic will answer.')).toBeVisible()
  await part(phone, 'Messages')
  await phone.getByLabel('What is it about?').fill('The cream')
  await phone.getByLabel('Your message').fill('It burns a little. Is that right?')
  await addPhotograph(phone)
  await addClip(phone)
  await phone.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(phone.getByRole('listitem').filter({ hasText: 'It burns a little' })).toBeVisible()
  await phone.getByRole('listitem').filter({ hasText: 'It burns a little' }).scrollIntoViewIfNeeded()
  await isDrawn(phone, 'Picture 1 of this message')
  await phone.getByRole('button', { name: 'Play the video' }).click()
  await plays(phone, 'Video of this message')
  await part(phone, 'How I am')
  await phone.getByLabel(/How bad is the itch/).selectOption('7')
  await phone.getByRole('form', { name: 'How is your skin today?' }).getByRole('button', { name: 'Send' }).click()
  await expect(phone.getByRole('listitem').filter({ hasText: 'How bad is the itch? 7' })).toBeVisible()
  await look(phone, 'portal-forms')
}

async function openTheCream(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible()
  await page.getByText('The cream').first().click()
  await expect(page.getByText('It burns a little. Is that right?')).toBeVisible()
}

/** Without a case the way to one is shown; then the photograph becomes a picture of it, once, with its side. */
async function keepInCase(page: Page): Promise<void> {
  const keep = page.getByRole('button', { name: 'Keep photograph-1.jpg in the case' })
  await keep.click()
  await page.getByRole('button', { name: 'Open the record' }).click()
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
  await openCase(page, 'Moles')
  await openTheCream(page)
  await keep.click()
  await page.getByRole('combobox', { name: 'Body site' }).fill('cheek')
  await page.getByRole('option', { name: 'Cheek', exact: true }).click()
  await page.getByRole('combobox', { name: 'Side' }).click()
  await page.getByRole('option', { name: 'Left', exact: true }).click()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('photograph-1.jpg is in the case')).toBeVisible()
}

/** The staff finds it where it looks anyway, and answers there. */
async function answer(page: Page): Promise<void> {
  await expect(page.getByText(/Itch \(0–10\): 7/)).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Whole log and course' }).click()
  await expect(page.getByText(/nothing of it was measured here/)).toBeVisible()
  await expect(page.getByRole('img', { name: /^Itch \(0–10\): 7 on .* told once$/ })).toBeVisible()
  await examine(page, 'portal-log')
  await page.getByRole('button', { name: 'Schedule' }).click()
  await page.getByRole('button', { name: /Portalwalk.*Asked for on the portal/ }).click()
  await expect(page.getByText('A check of my moles')).toBeVisible()
  await examine(page, 'portal-wish')
  await openTheCream(page)
  await expect(page.getByRole('img', { name: 'photograph-1.jpg' })).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Play video-2.webm' }).click()
  await plays(page, 'video-2.webm')
  await keepInCase(page)
  await examine(page, 'portal-picture')
  await page.getByRole('button', { name: 'Write to the patient instead' }).click()
  await page.getByRole('textbox', { name: 'Message to the patient' }).fill('Yes, for a few minutes.')
  await page.getByRole('button', { name: 'Send to the patient' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'for a few minutes' })).toBeVisible()
}

test('a patient with a telephone: link, birth date, a wish, a message, the log; the clinic sees them and answers', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Portalwalk')
    const link = await makeLink(page)
    const { page: phone, browser } = await openPhone(link)
    await look(phone, 'portal-door')
    await enter(phone)
    await writeToClinic(phone)
    await page.keyboard.press('Escape')
    await answer(page)
    await part(phone, 'Messages')
    await expect(async () => {
      await part(phone, 'Results')
      await part(phone, 'Messages')
      await expect(phone.getByText('Yes, for a few minutes.')).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: 20_000 })
    await look(phone, 'portal-messages')
    await phone.getByRole('button', { name: 'Español' }).click()
    await expect(phone.getByRole('heading', { name: 'Mensajes' })).toBeVisible()
    const other = await openPhone(link)
    await expect(other.page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible()
    await other.browser.close()
    await browser.close()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
