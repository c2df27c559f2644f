import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { openCase, openFirstPatient } from './first-patient.ts'
import { choose, fillStart, makeLink, moving, openPatient, tellBirthDate, toWaitingRoom } from './visit-steps.ts'
import { openWorkstation } from './workstation.ts'

async function startVisit(page: Page): Promise<void> {
  await fillStart(page, 'NV')
  await page.getByRole('button', { name: 'Start visit' }).click()
  await expect(page.getByRole('alert')).toContainText('licence')
  await choose(page, 'Your licence: state', 'CA')
  await page.getByRole('button', { name: 'Start visit' }).click()
  await expect(page.getByText('The patient is in the waiting room.')).toBeVisible()
}

async function enter(page: Page): Promise<void> {
  await tellBirthDate(page, '1980-05-18')
  await expect(page.getByText('You can try 4 more times.')).toBeVisible()
  await tellBirthDate(page, '1980-05-17')
  await toWaitingRoom(page, [/Your camera works/])
}

test('a visit by video, from the link to the signed summary', async () => {
  const workstation = await openWorkstation({ camera: 'built-in' })
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Videowalk')
    await openCase(page, 'Rash, seen by video')
    const link = await makeLink(page)
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
    // The clinician's own key vouches for their end; the patient's browser has checked it, and says so to both.
    await expect(patient.page.getByText(/^This is .+The clinic knows their key/)).toBeVisible()
    await expect(page.getByText(/signed with your key, and the browser over there has checked it/)).toBeVisible()

    await page.getByRole('button', { name: 'Show dermatoscope' }).click()
    await moving(patient.page, 'Dermatoscope picture')
    await page.getByRole('combobox', { name: 'Body site' }).fill('cheek')
    await page.getByRole('option', { name: 'Cheek', exact: true }).click()
    await page.getByRole('button', { name: 'Still into the case' }).click()
    await expect(page.getByText('The still is in the case')).toBeVisible()
    await page.getByRole('button', { name: 'Show picture' }).click()
    await moving(patient.page, 'Picture your clinician shows you')
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
