import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function openPatient(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'In short' })).toContainText('Penicillin')
}

/** A problem with its code, found by words, by keyboard alone; then its correction. */
async function problems(page: Page): Promise<void> {
  await page.keyboard.press('a')
  await expect(page.getByRole('textbox', { name: 'Problem' })).toBeFocused()
  await page.keyboard.type('Itching at night')
  await page.keyboard.press('Tab')
  await page.keyboard.type('pruritus')
  await expect(page.getByRole('option', { name: /L29\.9/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Code' })).toHaveValue(/^L29/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('May 2026')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /Itching at night/ })).toContainText('L29.9')
  await page.getByRole('row', { name: /Itching at night/ }).click()
  await page.keyboard.press('x')
  await expect(page.getByRole('textbox', { name: 'Why is it wrong?' })).toBeFocused()
  await page.keyboard.type('wrong patient')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /Itching at night/ })).toHaveCount(0)
  await page.keyboard.press('h')
  await expect(page.getByRole('row', { name: /Itching at night/ })).toContainText('Entered in error')
}

async function allergies(page: Page): Promise<void> {
  await page.keyboard.press('2')
  await expect(page.getByRole('row', { name: /Penicillin/ })).toContainText('High risk')
  await page.keyboard.press('a')
  await page
    .getByRole('textbox', { name: 'Substance' })
    .or(page.getByRole('combobox', { name: 'Substance' }))
    .fill('tetra')
  await page.getByRole('option', { name: 'Tetracycline', exact: true }).click()
  await expect(page.getByText('Known to the checks of a prescription')).toBeVisible()
  await page.getByRole('textbox', { name: 'Reaction 1' }).fill('Rash in the sun')
  await examine(page, 'chart-allergies')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /Tetracycline/ })).toContainText('Rash in the sun')
}

async function medicines(page: Page): Promise<void> {
  await page.keyboard.press('3')
  await page.getByRole('row', { name: /Ramipril/ }).click()
  await page.keyboard.press('s')
  await expect(page.getByRole('textbox', { name: 'Why', exact: true })).toBeFocused()
  await page.keyboard.type('Cough')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /Ramipril/ })).toContainText('Stopped')
}

async function results(page: Page): Promise<void> {
  await page.keyboard.press('4')
  await page.getByRole('row', { name: /^ALT/ }).click()
  await expect(page.getByRole('img', { name: /^ALT: 4 values/ })).toBeVisible()
  await page.keyboard.press('a')
  await page.getByRole('textbox', { name: 'Value' }).fill('39,0')
  await page.getByRole('textbox', { name: 'Range from' }).fill('7')
  await page.getByRole('textbox', { name: 'Range to' }).fill('40')
  await examine(page, 'chart-new-result')
  await page.keyboard.press('Enter')
  const alt = page.getByRole('row', { name: /^ALT/ })
  await expect(alt).toContainText('39.0')
  await expect(alt).toContainText('In range')
  await alt.click()
  await expect(page.getByRole('img', { name: /^ALT: 5 values/ })).toBeVisible()
  await examine(page, 'chart-results')
}

async function facts(page: Page): Promise<void> {
  await page.keyboard.press('w')
  await expect(page.getByRole('textbox', { name: 'Weight (kg)' })).toBeFocused()
  await page.keyboard.type('80.0')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Facts for prescribing' })).toContainText('80.0')
}

test('problems, allergies, medicines and results are kept by hand', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    await openPatient(page)
    await examine(page, 'chart-strip')
    await page.keyboard.press('h')
    await expect(page.getByRole('row', { name: /Plaque psoriasis/ })).toBeVisible()
    await problems(page)
    await examine(page, 'chart-problems')
    await allergies(page)
    await medicines(page)
    await examine(page, 'chart-medicines')
    await results(page)
    await facts(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'In short' })).toContainText('Tetracycline')
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
