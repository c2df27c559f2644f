import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { addPatient, beginClinic } from './first-patient.ts'
import { goOffline } from './offline.ts'
import { signAgain } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function choose(page: Page, drug: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Find a medicine' }).fill(drug)
  await page.getByRole('option', { name: drug, exact: true }).click()
}

/** A cream by fingertip units, methotrexate that is held, a signature, a refill that is approved, a paper. */
test('a prescription from search to paper', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    const secret = await beginClinic(page)
    const comeBack = goOffline(workstation)
    await addPatient(page, 'Dry')
    await page.keyboard.press('r')
    await expect(page.getByRole('heading', { name: 'Prescribing' })).toBeVisible()
    await choose(page, 'methotrexate')
    await expect(page.getByText(/Once a week/).first()).toBeVisible()
    await expect(page.getByText('Stop and read').first()).toBeVisible()
    await examine(page, 'prescribe-methotrexate')
    await page.getByRole('button', { name: 'Discard draft' }).click()
    await expect(page.getByText('Draft discarded')).toBeVisible()

    await choose(page, 'hydrocortisone')
    await page.getByText('Left arm and hand').click()
    await page.getByRole('button', { name: 'Use these amounts' }).click()
    await page.getByRole('combobox', { name: 'Sites' }).fill('forearm')
    await page
      .getByRole('option', { name: /^Forearm/ })
      .first()
      .click()
    await page.keyboard.press('Escape')
    await expect(page.getByText('What is signed')).toBeVisible()
    await expect(page.getByText('The rules say nothing against this')).toBeVisible()
    await examine(page, 'prescribe-draft')
    await signAgain(page, secret, { button: 'Sign', says: 'Unchanged since it was signed' })
    await examine(page, 'prescribe-signed')

    const paper = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Print' }).click()
    expect((await paper).suggestedFilename()).toMatch(/\.pdf$/)
    await page.getByRole('button', { name: 'Ask for a refill' }).click()
    await expect(page.getByText('It waits in the refill inbox')).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await expect(page.getByRole('heading', { name: 'Refill requests' })).toBeVisible()
    await expect(page.getByText(/days left/)).toBeVisible()
    await examine(page, 'prescribe-refills')
    await page.getByRole('button', { name: 'Approve or change' }).click()
    await expect(page.getByRole('heading', { name: 'Prescribing' })).toBeVisible()
    await page.getByRole('combobox', { name: 'Indication' }).fill('Dry skin of the forearm')
    await expect(page.getByRole('region', { name: 'What is signed' })).toContainText('Dry skin of the forearm')
    await signAgain(page, secret, { button: 'Sign', says: 'Unchanged since it was signed' })
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await expect(page.getByText('No request waits')).toBeVisible()
    await comeBack()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
