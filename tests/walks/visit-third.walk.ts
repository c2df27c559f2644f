import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { openCase, openFirstPatient } from './first-patient.ts'
import { makeLink, moving, openPatient, startAndAdmit, tellBirthDate, toWaitingRoom } from './visit-steps.ts'
import { openWorkstation } from './workstation.ts'

const shots = process.env['CUTIS_SHOTS']

/** The guest's link and the code that is told another way. */
async function askGuest(page: Page): Promise<{ link: string; code: string }> {
  await page.getByLabel('Who they are').fill('Ana Ruiz')
  await page.getByRole('button', { name: 'Make link for the guest' }).click()
  const link = await page.getByLabel('Link for the guest', { exact: true }).inputValue()
  const code = await page
    .locator('strong')
    .filter({ hasText: /^\d{6}$/ })
    .innerText()
  return { link, code }
}

async function enterAsGuest(page: Page, code: string): Promise<void> {
  await page.getByLabel('The code from your clinic').fill(code)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click()
  await expect(page.getByText(/Your camera works/)).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('I keep this visit confidential').check()
  await page.getByRole('button', { name: 'Go to the waiting room' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
}

/** A screen is shown beside the face, read-only, until it is taken away. */
async function showScreen(page: Page, patient: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share a screen' }).click()
  await moving(patient, 'The clinic shows you a screen')
  await page.getByRole('button', { name: 'Stop sharing' }).click()
  await expect(patient.locator('video[aria-label="The clinic shows you a screen"]')).toHaveCount(0)
}

/** No picture lies over another, and each bears its name. */
async function apart(page: Page): Promise<void> {
  const pictures = await page.locator('.stage figure').evaluateAll(all =>
    all.map(one => {
      const { left, right, top, bottom } = one.getBoundingClientRect()
      return { left, right, top, bottom, name: one.querySelector('figcaption')?.textContent ?? '' }
    }),
  )
  expect(pictures.map(({ name }) => name)).toEqual(['Your clinician', 'Guest', 'Your own picture'])
  for (const [nth, one] of pictures.entries())
    for (const other of pictures.slice(nth + 1)) {
      const isOver =
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
      expect(isOver, `${one.name} and ${other.name}`).toBe(false)
    }
}

test('an interpreter takes part once the patient agrees, is sent out, and the visit goes on', async () => {
  const workstation = await openWorkstation({ camera: 'built-in' })
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Thirdwalk')
    await openCase(page, 'Rash, with an interpreter')
    const patient = await openPatient(await makeLink(page))
    await tellBirthDate(patient.page, '1980-05-17')
    await toWaitingRoom(patient.page, [/Your camera works/])
    await startAndAdmit(page)
    await moving(page, 'Patient')

    await showScreen(page, patient.page)

    const asked = await askGuest(page)
    const guest = await openPatient(asked.link)
    await enterAsGuest(guest.page, asked.code)
    await expect(page.getByText('Ana Ruiz (interpreter) is waiting. The patient has not agreed yet.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Let the guest in' })).toBeDisabled()
    await expect(patient.page.getByText(/Ana Ruiz \(interpreter\) would like to take part/)).toBeVisible()
    await patient.page.getByRole('button', { name: 'Yes, they may take part' }).click()
    await page.getByRole('button', { name: 'Let the guest in' }).click()
    await expect(guest.page.getByRole('heading', { name: 'Visit', exact: true })).toBeVisible()
    await Promise.all([
      moving(page, 'Guest'),
      moving(page, 'Patient'),
      moving(patient.page, 'Guest'),
      moving(patient.page, 'Your clinician'),
      moving(guest.page, 'Patient'),
      moving(guest.page, 'Your clinician'),
    ])
    await expect(guest.page.getByText(/^This is .+The clinic knows their key/)).toBeVisible()
    await apart(patient.page)
    await examine(page, 'visit-third')
    if (shots) {
      await patient.page.screenshot({ path: `${shots}/visit-third-patient.png`, fullPage: true })
      await guest.page.screenshot({ path: `${shots}/visit-third-guest.png`, fullPage: true })
    }

    await page.getByRole('button', { name: 'Send the guest out' }).click()
    await expect(guest.page.getByRole('heading', { name: 'Your visit is over' })).toBeVisible()
    await expect(patient.page.locator('video[aria-label="Guest"]')).toHaveCount(0)
    await Promise.all([moving(page, 'Patient'), moving(patient.page, 'Your clinician')])
    const late = await openPatient(asked.link)
    await expect(late.page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible()
    await Promise.all([late.leave(), guest.leave(), patient.leave()])
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
