import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'
import { examine } from './examine.ts'
import { openCase, openFirstPatient } from './first-patient.ts'
import { openWorkstation } from './workstation.ts'

const fakeCamera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--disable-gpu']

/** A browser of the patient's own, on a screen as small as a telephone. */
async function openPatient(link: string): Promise<{ page: Page; context: BrowserContext; leave: () => Promise<void> }> {
  const executablePath = findBrowser(process.platform, process.env)
  if (!executablePath) throw new Error('a walk needs Chromium, Chrome or Edge')
  const browser = await chromium.launch({ executablePath, args: fakeCamera, chromiumSandbox: process.getuid?.() !== 0 })
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.goto(link)
  return { page, context, leave: () => browser.close() }
}

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function startVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check camera and microphone' }).click()
  await expect(page.getByText(/Camera works/)).toBeVisible()
  await page.getByLabel(/The patient said or showed the name/).check()
  await page.getByLabel(/The birth date fits/).check()
  await choose(page, 'Consent to a visit by video', "On the patient's page")
  await choose(page, 'State where the patient is now', 'CA')
  await page.getByLabel('Address where the patient is now').fill('12 Hill Street, Fresno')
  await choose(page, 'Your licence: state', 'NV')
  await page.getByLabel('Licence number').fill('A-12345')
  await page.getByLabel('Licence valid until').fill('2099-12-31')
  await page.getByRole('button', { name: 'Start visit' }).click()
  await expect(page.getByRole('alert')).toContainText('licence')
  await choose(page, 'Your licence: state', 'CA')
  await page.getByRole('button', { name: 'Start visit' }).click()
  await expect(page.getByText('The patient is in the waiting room.')).toBeVisible()
}

async function enter(page: Page): Promise<void> {
  await page.getByLabel('Your birth date').fill('1980-05-18')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('You can try 4 more times.')).toBeVisible()
  await page.getByLabel('Your birth date').fill('1980-05-17')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click()
  await expect(page.getByText('Your camera works')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('I agree to a video visit').check()
  await page.getByRole('button', { name: 'Go to the waiting room' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
}

/** Frames of the other side are seen. */
const moving = (page: Page, label: string) =>
  expect
    .poll(
      () => page.locator(`video[aria-label="${label}"]`).evaluate(video => (video as HTMLVideoElement).videoWidth),
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0)

test('a visit by video, from the link to the signed summary', async () => {
  const workstation = await openWorkstation({ camera: 'built-in' })
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Videowalk')
    await openCase(page, 'Rash, seen by video')
    await page.getByRole('button', { name: 'Video visit', exact: true }).click()
    await page.getByRole('button', { name: 'Make link' }).click()
    const link = await page.getByLabel('Link', { exact: true }).inputValue()
    await examine(page, 'visit-start')

    const patient = await openPatient(link)
    await enter(patient.page)
    await startVisit(page)
    await page.getByRole('button', { name: 'Let the patient in' }).click()
    await expect(page.getByText('Connected')).toBeVisible()
    await expect(patient.page.getByText(/connection$/)).toBeVisible()
    await Promise.all([moving(page, 'Patient'), moving(patient.page, 'Your clinician')])
    const code = await page
      .locator('strong')
      .filter({ hasText: /^\d{4} \d{4} \d{4} \d{4}$/ })
      .innerText()
    await expect(patient.page.getByText(code)).toBeVisible()

    await page.getByRole('button', { name: 'Show dermatoscope' }).click()
    await moving(patient.page, 'Dermatoscope picture')
    await page.getByRole('combobox', { name: 'Body site' }).fill('cheek')
    await page.getByRole('option', { name: 'Cheek', exact: true }).click()
    await page.getByRole('button', { name: 'Still into the case' }).click()
    await expect(page.getByText('The still is in the case')).toBeVisible()
    await patient.page.getByLabel('Write a message').fill('I can see it')
    await patient.page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByText('I can see it')).toBeVisible()
    await examine(page, 'visit-call')
    await patient.page.screenshot({ path: `${process.env['CUTIS_SHOTS'] ?? '/tmp'}/visit-patient.png`, fullPage: true })

    await page.getByLabel('Assessment').fill('Contact dermatitis as discussed.')
    await page.getByLabel('Plan', { exact: true }).fill('Emollient twice a day.')
    await page.getByLabel('Due on').fill('2099-01-15')
    await page.getByRole('button', { name: 'Sign and end visit' }).click()
    await expect(page.getByText('The signed summary is in the record').first()).toBeVisible()
    await expect(patient.page.getByRole('heading', { name: 'Your visit is over' })).toBeVisible()

    const late = await openPatient(link)
    await expect(late.page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible()
    await late.leave()
    await patient.leave()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
