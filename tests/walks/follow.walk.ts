import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function openPatient(page: Page, name: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill(name)
  await page.getByRole('row', { name: new RegExp(name) }).click()
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
}

const lesions = (page: Page) => page.getByRole('region', { name: 'Lesions' }).getByRole('button')

async function startFollowUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Follow by pictures' }).click()
  await page.getByLabel('It is nodular').check()
  await expect(page.getByText(/not followed by pictures/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start follow-up' })).toBeDisabled()
  await page.getByLabel('It is nodular').uncheck()
  await page.getByLabel('Baseline taken on').fill('1 Jan 2026')
  await page.getByRole('textbox', { name: 'Note' }).click()
  await expect(page.getByText(/best on 1 Apr 2026/).last()).toBeVisible()
  await page.getByRole('button', { name: 'Start follow-up' }).click()
  await expect(page.getByText('Follow-up: Overdue')).toBeVisible()
}

async function confirmAs(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Confirm what it is' }).click()
  await page.getByLabel('What it is, in your words').fill(words)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText(words)).toBeVisible()
}

test('a lesion is followed, confirmed, and found again among similar cases', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible({ timeout: 180_000 })
    await openPatient(page, 'Abernathy')
    await lesions(page).first().click()
    await startFollowUp(page)
    await confirmAs(page, 'Words of a report')
    await examine(page, 'lesion')
    await page.getByRole('button', { name: 'Today' }).click()
    await expect(page.getByRole('region', { name: 'Lesions to picture again' }).getByText('Overdue')).toBeVisible()
    await examine(page, 'due')
    await openPatient(page, 'Abernathy')
    await lesions(page).nth(1).click()
    await page.getByRole('button', { name: 'Similar cases' }).click()
    await expect(page.getByText(/^Distance/).first()).toBeVisible({ timeout: 120_000 })
    await expect(page.getByText('Words of a report')).toHaveCount(0)
    await page.getByRole('switch', { name: /Show histology/ }).press('Space')
    await expect(page.getByText('Words of a report').first()).toBeVisible()
    await examine(page, 'similar')
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
