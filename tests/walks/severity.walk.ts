import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function openSeverity(page: Page): Promise<void> {
  await page.keyboard.press('/')
  // As a fast typist does: Enter does not wait for the results, and opens the first of exactly this query.
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Abernathy/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /Severity scores/ })).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByRole('heading', { name: 'Severity scores' })).toBeVisible()
}

/** Grades of a sign in every region, by the keyboard as a clinician would: a digit on the row. */
async function fillPasi(page: Page, grades: readonly number[], percent: number): Promise<void> {
  for (const region of ['Head and neck', 'Arms', 'Trunk', 'Legs']) {
    const part = page.getByRole('region', { name: region })
    for (const [at, sign] of ['Redness', 'Thickness', 'Scaling'].entries())
      await part.getByRole('radiogroup', { name: sign }).getByText(String(grades[at]), { exact: true }).click()
    await part.getByRole('textbox', { name: 'Area involved' }).fill(String(percent))
  }
}

test('a psoriasis score is entered twice and its course shown', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    await openSeverity(page)
    await page.getByRole('button', { name: /^PASI/ }).click()
    await expect(page.getByText('16 fields to fill in')).toBeVisible()
    await fillPasi(page, [2, 3, 2], 20)
    // Seven in each region, area code 2, and the weights add up to one.
    await expect(page.getByText('14', { exact: true })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Score saved')).toBeVisible()
    await fillPasi(page, [1, 1, 1], 20)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('cell', { name: '−8 (−57 %)' }).first()).toBeVisible()
    await examine(page, 'severity')
    await page.getByRole('button', { name: /^POEM/ }).click()
    await expect(page.getByText(/University of Nottingham/)).toBeVisible()
    await page.getByRole('button', { name: /^PASI/ }).click()
    await page.getByRole('button', { name: 'Take out' }).first().click()
    await page.getByRole('textbox', { name: 'Why is this score taken out?' }).fill('wrong patient')
    await page.getByRole('button', { name: 'Take out' }).and(page.locator('[type=submit]')).click()
    await expect(page.getByText('Score taken out', { exact: true })).toBeVisible()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
