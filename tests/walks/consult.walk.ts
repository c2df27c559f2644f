import { expect, type Page, test } from '@playwright/test'
import { openLooker } from './clinic.ts'
import { examine } from './examine.ts'
import { addCheekLesion, addPatient, openCase } from './first-patient.ts'
import { goOffline } from './offline.ts'
import { addUser, enrol, lock, password, setUp, signIn } from './steps.ts'
import { codeNow, openWorkstation } from './workstation.ts'

/** GP sends, dermatologist asks for a picture, GP sends again, dermatologist answers by keyboard, GP acknowledges. */
const [gp, derm] = ['Dr Gail Green', 'Dr Derm Walker'] as const

/** Both people with their second steps; the GP sits there at the end. */
async function beginPractice(page: Page): Promise<Record<string, string>> {
  await setUp(page)
  await addUser(page, derm, 'Dermatologist')
  await addUser(page, gp, 'General practitioner')
  const secrets: Record<string, string> = {}
  for (const name of [derm, gp]) {
    await lock(page)
    await signIn(page, name)
    secrets[name] = await enrol(page)
    spent.set(name, codeNow(secrets[name] ?? ''))
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  }
  return secrets
}

const spent = new Map<string, string>()

/** A code works once: who comes back within its half minute waits for the next one. */
async function freshCode(page: Page, name: string, secret: string): Promise<string> {
  let code = codeNow(secret)
  while (spent.get(name) === code) {
    await page.waitForTimeout(1000)
    code = codeNow(secret)
  }
  spent.set(name, code)
  return code
}

async function changeTo(page: Page, name: string, secrets: Record<string, string>): Promise<void> {
  await lock(page)
  await signIn(page, name, await freshCode(page, name, secrets[name] ?? ''))
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
}

async function takePictures(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  for (let taken = 0; taken < count; taken++) {
    // A camera whose picture stands still for a moment takes none: whoever sees nothing presses again.
    await expect(async () => {
      await page.keyboard.press('Space')
      await expect(page.getByText('Not yet kept')).toBeVisible({ timeout: 5000 })
    }).toPass({ timeout: 45_000 })
    await expect(page.getByText(/Good picture|Usable|Better retake/)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  }
}

async function openLesionCase(page: Page): Promise<void> {
  await openCase(page, 'Is this mole safe?')
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  await addCheekLesion(page)
  await takePictures(page, 3)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
}

const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Every required question of a lesion, as a referrer would answer it. */
async function answerHistory(page: Page): Promise<void> {
  await page.getByLabel('Organisation').fill('Hill Street Practice')
  await page.getByLabel('Call-back number').fill('555 0100')
  await choose(page, 'What is asked for', 'A diagnosis')
  await page.getByRole('textbox', { name: 'Since when' }).fill('3')
  await page.getByRole('combobox', { name: 'Where' }).fill('cheek')
  await page.getByRole('option', { name: 'Cheek, left' }).click()
  await page.keyboard.press('Escape')
  for (const asked of [
    'Itch',
    'Pain',
    'Bleeding',
    'Oozing',
    'Discharge',
    'Change in size',
    'Change in shape',
    'Change in colour',
    'Change in elevation',
    'Melanoma in the family',
  ])
    await page.getByRole('radiogroup', { name: asked, exact: true }).getByText('No', { exact: true }).click()
  await choose(page, 'Course', 'Changing slowly')
  for (const asked of ['Treatments so far', 'Medicines now', 'Allergies', 'Weakened defences', 'Skin cancer before'])
    await page.getByRole('group', { name: asked }).getByLabel('None').check()
  await choose(page, 'Skin type (Fitzpatrick)', 'II')
  await page.getByLabel('Agrees that another clinician sees history and pictures').check()
  await page.getByLabel('Agrees to the pictures').check()
}

/** What the clinic got when it was back: the question with its history, every state, the answer, and the pictures. */
async function lookAtTheClinic(folder: string): Promise<void> {
  const clinic = await openLooker(folder, { name: derm, password })
  try {
    const tasks = await clinic.all('Task?_count=50')
    expect(tasks.filter(({ focus }) => focus !== undefined)).toMatchObject([
      { status: 'completed', description: 'Is this mole safe?', requester: { display: gp } },
    ])
    expect(await clinic.all('QuestionnaireResponse')).toHaveLength(1)
    expect(await clinic.all('DiagnosticReport')).toMatchObject([{ status: 'final' }])
    expect(await clinic.all('Media?_count=50')).toHaveLength(4)
    expect(await clinic.all('Provenance')).toMatchObject([{ agent: [{ who: { display: derm } }] }])
  } finally {
    await clinic.close()
  }
}

/** Beside the class and the verdict on telemedicine stand the rule, what it was decided by, and where that is set. */
async function lookAtReasons(page: Page): Promise<void> {
  const reasons = page.getByRole('region', { name: 'May this be answered without seeing the patient?' })
  await expect(reasons).toContainText('S3 What needs dermoscopy or biopsy is not closed by pictures alone')
  await expect(reasons).toContainText('Decided by what was entered: it has no threshold')
  await expect(reasons).toContainText('Set on the Desk, under Policies, in row S3')
  await expect(page.getByText('Answer by').first()).toBeVisible()
  await reasons.scrollIntoViewIfNeeded()
  await examine(page, 'consult-reasons')
}

test('a consult from question to acknowledged answer', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    const secrets = await beginPractice(page)
    const comeBack = goOffline(workstation)
    await addPatient(page, 'Seeker')
    await openLesionCase(page)
    await page.keyboard.press('q')
    await expect(page.getByRole('heading', { name: /Ask a dermatologist/ })).toBeVisible()
    await expect(page.getByText('Consent to share history and pictures')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled()
    await answerHistory(page)
    await expect(page.getByText('Everything that is asked for is here.')).toBeVisible()
    await examine(page, 'consult-intake')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect(page.getByText('Consult sent')).toBeVisible()

    await changeTo(page, derm, secrets)
    await expect(page.getByRole('button', { name: '1 consult waits for an answer' })).toBeVisible()
    await examine(page, 'consult-today')
    await page.getByRole('button', { name: '1 consult waits for an answer' }).click()
    const line = page.getByRole('row', { name: /Seeker/ })
    await expect(line).toBeVisible()
    await examine(page, 'consult-worklist')
    await line.click()
    await expect(page.getByRole('button', { name: 'Take', exact: true })).toBeVisible()
    await page.keyboard.press('t')
    await expect(page.getByRole('button', { name: 'Sign answer' })).toBeVisible()
    await lookAtReasons(page)
    await page.getByRole('checkbox', { name: 'Close-up with scale' }).check()
    await page.getByLabel('What should be different').fill('Closer, please')
    await page.getByRole('button', { name: 'Ask for pictures' }).click()
    await expect(page.getByText(/asked for: Close-up with scale/)).toBeVisible()

    await changeTo(page, gp, secrets)
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByText('Mine', { exact: true }).click()
    await page.getByRole('row', { name: /Seeker/ }).click()
    await expect(page.getByRole('button', { name: 'Open history' })).toBeVisible()
    await page.keyboard.press('h')
    await expect(page.getByText('Picture: Close-up with scale')).toBeVisible()
    await page.keyboard.press('c')
    await page.getByRole('button', { name: /L1/ }).click()
    await page.getByRole('button', { name: /Close-up with scale/ }).click()
    await takePictures(page, 1)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect(page.getByText('Consult sent')).toBeVisible()

    await changeTo(page, derm, secrets)
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByRole('row', { name: /Seeker/ }).click()
    await expect(page.getByRole('button', { name: 'Take', exact: true })).toBeVisible()
    await page.keyboard.press('t')
    await expect(page.getByRole('button', { name: 'Sign answer' })).toBeVisible()
    await page.keyboard.press('2')
    await expect(page.getByText(/Needs .*a signed dermoscopy report/)).toBeVisible()
    await page.keyboard.press('3')
    await page.getByLabel('Appointment or order, in words').fill('Skin check, routine')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('Skin check, routine is linked')).toBeVisible()
    await page.getByText('What follows').click()
    await page.keyboard.press('n')
    await page.keyboard.type('An ordinary mole. Sun protection; come back if it changes.')
    await examine(page, 'consult-answer')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Answer signed')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign answer' })).toHaveCount(0)
    await expect(page.getByText('The signature of the signer’s key holds')).toBeVisible()
    await page.keyboard.press('x')
    await expect(page.getByText('Nothing else waits')).toBeVisible()

    await changeTo(page, gp, secrets)
    await expect(page.getByRole('button', { name: '1 consult was answered' })).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByText('Mine', { exact: true }).click()
    await page.getByRole('row', { name: /Seeker/ }).click()
    await expect(page.getByText('An ordinary mole.', { exact: false })).toBeVisible()
    await expect(page.getByText('The signature of the signer’s key holds')).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Consult closed')).toBeVisible()
    await examine(page, 'consult-closed')
    await comeBack()
    await workstation.leave()
    await lookAtTheClinic(workstation.folder)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
