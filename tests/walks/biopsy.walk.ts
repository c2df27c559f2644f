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

/** A biopsy without a picture of the marked site: the reason is asked for. */
async function order(page: Page): Promise<void> {
  await page.keyboard.press('b')
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Growing since June')
  await page
    .getByRole('combobox', { name: 'Lesion' })
    .or(page.getByRole('textbox', { name: 'Lesion' }))
    .first()
    .click()
  await page.getByRole('option').first().click()
  await page.getByRole('textbox', { name: 'Question' }).fill('Atypical naevus?')
  await page.getByRole('textbox', { name: 'Why is there no picture of the marked site?' }).fill('Camera in repair')
  await examine(page, 'biopsy-order')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await expect(page.getByRole('row', { name: /Biopsy/ })).toContainText('Sent')
}

/** From the specimen to its result, typed from paper. */
async function specimen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Specimen taken' }).click()
  await page.getByRole('textbox', { name: 'Specimen number' }).fill('H26-0815')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('row', { name: /Biopsy/ })).toContainText('Specimen taken')
  await expect(page.getByRole('button', { name: 'Close order', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Enter result' }).click()
  await page.getByRole('textbox', { name: 'Result, word for word' }).fill('Junctional naevus. Margins free.')
  await page.getByRole('textbox', { name: 'Laboratory' }).fill('City Pathology')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('row', { name: /Biopsy/ })).toContainText('Result to sign')
  await examine(page, 'biopsy-result')
}

/** Signed, told, planned, closed: in this order only. */
async function finish(page: Page): Promise<void> {
  const row = page.getByRole('row', { name: /Biopsy/ })
  await page.getByRole('button', { name: 'Sign result' }).click()
  await expect(row).toContainText('Tell the patient')
  await expect(page.getByText('The signature of the signer’s key holds')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Close order', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Patient told' }).click()
  await page
    .getByRole('combobox', { name: 'How' })
    .or(page.getByRole('textbox', { name: 'How' }))
    .first()
    .click()
  await page.getByRole('option', { name: 'Telephone' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(row).toContainText('Plan to do')
  await page.getByRole('button', { name: 'Plan done' }).click()
  await page.getByRole('textbox', { name: 'What was planned and done?' }).fill('No further treatment')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Close order', exact: true }).click()
  await expect(row).toContainText('Closed')
  await examine(page, 'biopsy-closed')
}

/** A referral is sent and stands among the orders of the patient. */
async function refer(page: Page): Promise<void> {
  await page.keyboard.press('f')
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Second lesion on the eyelid')
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('Oculoplastic surgery')
  await page.getByRole('textbox', { name: 'Question' }).fill('Would you excise this?')
  await examine(page, 'referral-form')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await expect(page.getByRole('row', { name: /Oculoplastic/ })).toContainText('Sent')
}

/** Blood tests and a course of light, each by its button; both stand among the orders. */
async function orderMore(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Laboratory order' }).click()
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Before systemic treatment')
  await page.getByRole('combobox', { name: 'Tests' }).fill('ALT')
  await page
    .getByRole('option', { name: /ALT|Alanine/ })
    .first()
    .click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await expect(page.getByRole('row', { name: /Laboratory/ })).toContainText('Sent')
  await page.getByRole('button', { name: 'Phototherapy order' }).click()
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Plaques on the trunk')
  await page.getByRole('textbox', { name: 'First dose' }).fill('0.3')
  await page.getByRole('combobox', { name: 'Unit' }).click()
  await page.getByRole('option', { name: 'J/cm²', exact: true }).click()
  await page.getByRole('textbox', { name: 'Sessions' }).fill('24')
  await page.getByRole('textbox', { name: 'A week' }).fill('3')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await expect(page.getByRole('row', { name: /Phototherapy/ })).toContainText('Sent')
  await expect(page.getByText('0.3 J/cm² at first, 24 sessions, 3 a week').first()).toBeVisible()
}

test('a biopsy goes from order to the patient told, and not past it', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    const comeBack = goOffline(workstation)
    await openOrders(page)
    await order(page)
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await expect(page.getByRole('heading', { name: 'Orders under way' })).toBeVisible()
    await expect(page.getByRole('row', { name: /Abernathy/ })).toContainText('Sent')
    await examine(page, 'tracking')
    await page.getByRole('row', { name: /Abernathy/ }).click()
    await specimen(page)
    await finish(page)
    await refer(page)
    await orderMore(page)
    await comeBack()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
