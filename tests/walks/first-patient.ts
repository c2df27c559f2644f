import { expect, type Page } from '@playwright/test'
import { addUser, enrol, lock, setUp, signIn } from './steps.ts'

/** Who is signed in by then. */
export const firstDoctor = 'Dr Derm Walker'

/** A clinic that begins: its administrator, and a dermatologist who is signed in for the first time, whose secret it answers. */
export async function beginClinic(page: Page): Promise<string> {
  await setUp(page)
  await addUser(page, firstDoctor, 'Dermatologist')
  await lock(page)
  await signIn(page, firstDoctor)
  const secret = await enrol(page)
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  return secret
}

/** A patient who was never here, with the record open. */
export async function addPatient(page: Page, family: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('button', { name: 'New patient' }).click()
  await page.getByLabel('Family name').fill(family)
  await page.getByLabel('Given names').fill('Amélie')
  await page.getByLabel('Birth date').fill('1980-05-17')
  await page.getByLabel('Record number (MRN)').fill('W-77')
  await page.getByRole('button', { name: 'Add patient' }).click()
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
}

/** Both: a clinic that begins, its dermatologist signed in, and its first patient's record open. */
export async function openFirstPatient(page: Page, family: string): Promise<string> {
  const secret = await beginClinic(page)
  await addPatient(page, family)
  return secret
}

/** On the record: a case for a question. */
export async function openCase(page: Page, question: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a case' }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill(question)
  await page.getByRole('button', { name: 'Open case', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
}

/** In the capture screen: the first lesion, on the left cheek. */
export async function addCheekLesion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New lesion' }).click()
  await page.getByLabel('Find a site').fill('cheek')
  await page.getByRole('button', { name: 'Cheek', exact: true }).click()
  await page.getByText('Left', { exact: true }).click()
  await page.getByRole('button', { name: 'Add lesion' }).click()
  await expect(page.getByText('L1 · Cheek, left')).toBeVisible()
}
