import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { openFirstPatient } from './first-patient.ts'
import { codeNow, openWorkstation } from './workstation.ts'

/** A cream is asked for again: the inbox shows how long it lasts, and the request is denied with a reason. */
async function signCream(page: Page, secret: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Find a medicine' }).fill('hydrocortisone')
  await page.getByRole('option', { name: 'hydrocortisone', exact: true }).click()
  await page.getByText('Left arm and hand').click()
  await page.getByRole('button', { name: 'Use these amounts' }).click()
  await page.getByRole('combobox', { name: 'Sites' }).fill('forearm')
  await page
    .getByRole('option', { name: /^Forearm/ })
    .first()
    .click()
  await page.keyboard.press('Escape')
  let typed = ''
  await expect(async () => {
    const code = codeNow(secret)
    expect(code).not.toBe(typed)
    typed = code
    await page.getByLabel('Code of your second step').fill(code)
    await page.getByRole('button', { name: 'Sign', exact: true }).click({ timeout: 2000 })
    await expect(page.getByText('Unchanged since it was signed')).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 90_000, intervals: [2000] })
}

test('a request to renew is denied with a reason', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    const secret = await openFirstPatient(page, 'Refill')
    await page.keyboard.press('r')
    await expect(page.getByRole('heading', { name: 'Prescribing' })).toBeVisible()
    await signCream(page, secret)
    await page.getByRole('button', { name: 'Ask for a refill' }).click()
    await expect(page.getByText('It waits in the refill inbox')).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await expect(page.getByRole('heading', { name: 'Refill requests' })).toBeVisible()
    await expect(page.getByText(/days left/)).toBeVisible()
    await examine(page, 'refill-inbox')
    await page.getByLabel('Reason').fill('To be seen first')
    await page.getByRole('button', { name: 'Deny', exact: true }).click()
    await expect(page.getByText('No request waits')).toBeVisible()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
