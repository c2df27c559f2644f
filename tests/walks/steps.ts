import { expect, type Page } from '@playwright/test'
import { codeNow } from './workstation.ts'

export const password = 'a long clinic password'

/** Reads the secret off the screen, keeps the recovery codes and proves the first code. */
export async function enrol(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: '1. Scan' })).toBeVisible()
  const secret = (await page.locator('code').first().innerText()).replaceAll(/\s/g, '')
  await page.getByLabel('I have printed or copied them and keep them safe.').check()
  await page.getByLabel('Code').fill(codeNow(secret))
  await page.getByRole('button', { name: 'Finish and sign in' }).click()
  return secret
}

/** First run: the clinic and its administrator. */
export async function setUp(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Set up this workstation' }).click()
  await page.getByLabel('Name of the clinic').fill('Skin Clinic')
  await page.getByLabel('Your name').fill('Ada Min')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill(password)
  await page.getByRole('button', { name: 'Next' }).click()
  const secret = await enrol(page)
  await expect(page.getByRole('button', { name: /Ada Min/ })).toBeVisible()
  return secret
}

/** On the administrator's desk: one more person, who sets up their second step when they first sign in. */
export async function addUser(page: Page, name: string, role: string): Promise<void> {
  await page
    .getByRole('link', { name: 'Desk' })
    .or(page.getByRole('button', { name: 'Desk' }))
    .first()
    .click()
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: role }).click()
  await page.getByLabel('First password').fill(password)
  await page.getByRole('button', { name: 'Add user' }).last().click()
  await expect(page.getByText(`${name} was added`)).toBeVisible()
}

export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Who are you' })).toBeVisible()
}

/** Chooses a face and types the password, and the code where there is one. */
export async function signIn(page: Page, name: string, code?: string): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  if (code) await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** One click in the demo clinic, whose sign-ins are shown. */
export async function signInDemo(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('button', { name: `Sign in as ${name}` }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
}

/** A foot pedal that types F13 and so on, which Playwright's own keyboard has no names for. */
export async function pressPedal(page: Page, number: 13 | 14 = 13): Promise<void> {
  const debug = await page.context().newCDPSession(page)
  const pedal = { key: `F${number}`, code: `F${number}`, windowsVirtualKeyCode: 111 + number }
  await debug.send('Input.dispatchKeyEvent', { type: 'keyDown', ...pedal })
  await debug.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pedal })
  await debug.detach()
}

/** The second step for a signature: types codes until one is taken, since each works once and the next comes within half a minute. */
export async function signAgain(page: Page, secret: string, { button, says }: { button: string; says: string }) {
  let typed = ''
  await expect(async () => {
    const code = codeNow(secret)
    expect(code).not.toBe(typed)
    typed = code
    await page.getByLabel('Code of your second step').fill(code)
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByText(says, { exact: true }).first()).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 90_000, intervals: [2000] })
}
