import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { goOffline } from './offline.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function openOrders(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'In short' })).toContainText('Penicillin')
  await page.keyboard.press('f')
  await expect(page.getByRole('heading', { name: 'Referrals and orders' })).toBeVisible()
}

/** A referral with a picture, signed and sent. */
async function refer(page: Page): Promise<void> {
  await page.keyboard.press('f')
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Lesion on the eyelid')
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('Oculoplastic surgery')
  await page.getByRole('textbox', { name: 'Question' }).fill('Would you excise this?')
  await page.getByRole('combobox', { name: 'Pictures to send' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option').first().click()
  await page.getByRole('textbox', { name: 'Insurance' }).fill('Blue Shield, 123')
  await examine(page, 'referral-with-picture')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await expect(page.getByRole('row', { name: /Oculoplastic/ })).toContainText('Sent')
}

/** The letter as a file: a whole PDF with a picture in it. */
async function printed(page: Page): Promise<void> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Letter as PDF' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('referral.pdf')
  const path = await file.path()
  const pdf = await readFile(path)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.includes('/DCTDecode')).toBe(true)
  if (process.env['CUTIS_SHOTS']) await file.saveAs(`${process.env['CUTIS_SHOTS']}/referral.pdf`)
  await expect(page.getByText('The paper is among the downloads')).toBeVisible()
}

/** The other side's steps as they are told to us, until the report is back. */
async function answered(page: Page): Promise<void> {
  const row = page.getByRole('row', { name: /Oculoplastic/ })
  await page.getByRole('button', { name: 'Was accepted' }).click()
  await expect(row).toContainText('Accepted')
  await page.getByRole('button', { name: 'Appointment' }).click()
  await page.getByRole('textbox', { name: 'Day' }).fill('1 Dec 2026')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(row).toContainText('Appointment made')
  await page.getByRole('button', { name: 'Was seen' }).click()
  await expect(row).toContainText('Patient seen')
  await page.getByRole('button', { name: 'Report is back' }).click()
  await page.getByRole('textbox', { name: 'What does the report say?' }).fill('Excised, margins free.')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(row).toContainText('Report is back')
  await examine(page, 'referral-reported')
}

test('a referral with a picture is sent, printed, and its report comes back', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    const comeBack = goOffline(workstation)
    await openOrders(page)
    await refer(page)
    await printed(page)
    await answered(page)
    await comeBack()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
