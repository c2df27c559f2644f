import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { addPatient, firstDoctor } from './first-patient.ts'
import { addUser, enrol, lock, setUp, signIn } from './steps.ts'
import { codeNow, openWorkstation } from './workstation.ts'

/** A pharmacy kept on the Desk; a taper with indication, pharmacy and days, signed; a programme with what it still lacks. */
async function keepPharmacy(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.getByRole('tab', { name: 'Clinic' }).click()
  await page.getByLabel('Name of the pharmacy').fill('Hill Street Pharmacy')
  await page.getByLabel('NCPDP number').fill('0512345')
  await page.getByRole('button', { name: 'Add pharmacy' }).click()
  await expect(page.getByText('Hill Street Pharmacy (NCPDP 0512345)')).toBeVisible()
}

/** A rule that is clinic policy is confirmed as it stands, and found again among what is confirmed. */
async function confirmPolicy(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Policies' }).click()
  await page.getByRole('textbox', { name: 'Find a rule' }).fill('PROG-WINDOW-30')
  await page.getByRole('row', { name: /PROG-WINDOW-30/ }).click()
  await expect(page.getByText('Clinic policy, not yet confirmed by this clinic')).toBeVisible()
  await page.getByLabel('Clinician who answers for it').fill('Dr. Owner')
  await page.getByRole('button', { name: 'Confirm as it stands' }).click()
  await expect(page.getByText(/Clinic policy, edition 1, confirmed by Dr. Owner on /)).toBeVisible()
  await examine(page, 'rx-policies')
}

/** A number within its limits is set; one beyond them is refused and nothing is kept. */
async function changePolicy(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Find a rule' }).fill('DOSE-MTX')
  await page.getByRole('row', { name: /DOSE-MTX methotrexate/ }).click()
  await page.getByLabel('Clinician who answers for it').fill('Dr. Owner')
  await page.getByLabel('Limit').fill('31')
  await page.getByRole('button', { name: 'Set these values' }).click()
  await expect(page.getByText(/lies outside what this rule may be set to/)).toBeVisible()
  await page.getByLabel('Limit').fill('20')
  await page.getByRole('button', { name: 'Set these values' }).click()
  await expect(page.getByText(/Clinic policy, edition 2, set by Dr. Owner on /)).toBeVisible()
}

/** Days on which the clinic is closed are a row like the others; a schedule's intervals are named by their check. */
async function closeDays(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Find a rule' }).fill('closed-days')
  await page.getByRole('row', { name: /closed-days/ }).click()
  const days = page.getByRole('group', { name: 'Closed, besides Saturdays and Sundays' })
  for (const day of ['2027-01-01', '2026-12-25']) {
    await days.getByLabel('Another day').fill(day)
    await days.getByRole('button', { name: 'Add this day' }).click()
  }
  await expect(days.getByRole('listitem')).toHaveText(['25 Dec 2026', '1 Jan 2027'])
  await page.getByLabel('Clinician who answers for it').fill('Dr. Owner')
  await page.getByRole('button', { name: 'Set these values' }).click()
  await expect(page.getByText(/Clinic policy, edition 3, set by Dr. Owner on /)).toBeVisible()
  await examine(page, 'rx-closed-days')
  await page.getByRole('textbox', { name: 'Find a rule' }).fill('schedule:methotrexate')
  await page.getByRole('row', { name: /schedule:methotrexate/ }).click()
  await expect(page.getByLabel('Blood count, from day 84 of treatment: every')).toHaveValue('84')
}

async function begin(page: Page): Promise<string> {
  await setUp(page)
  await addUser(page, firstDoctor, 'Dermatologist')
  await keepPharmacy(page)
  await confirmPolicy(page)
  await changePolicy(page)
  await closeDays(page)
  await lock(page)
  await signIn(page, firstDoctor)
  const secret = await enrol(page)
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  await addPatient(page, 'Taper')
  return secret
}

async function choose(page: Page, drug: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Find a medicine' }).fill(drug)
  await page.getByRole('option', { name: drug, exact: true }).click()
}

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** A man's programme: the visit opens a window of thirty days. */
async function writeProgramme(page: Page): Promise<void> {
  await page.getByLabel('Authorisation number').fill('A-123')
  await page.getByLabel('Visit on').fill('2026-01-05')
  await page.getByLabel('Visit on').blur()
  await expect(page.getByText('Window 5 Jan 2026 to 3 Feb 2026')).toBeVisible()
  await expect(page.getByRole('region', { name: 'What is signed' })).toContainText('A-123')
  await expect(page.getByText(/is over/).first()).toBeVisible()
  await expect(page.getByText(/edition 1, confirmed by Dr. Owner on /).first()).toBeAttached()
}

async function writeTaper(page: Page): Promise<void> {
  await pick(page, 'Unit', 'mg')
  await page.getByText('Taper', { exact: true }).click()
  await page.getByLabel('From dose').fill('30')
  await page.getByLabel('Down by').fill('5')
  await page.getByLabel('To dose').fill('5')
  await expect(page.getByText(/6 steps, 42 days: 30, 25, 20, 15, 10, 5/)).toBeVisible()
  await page.getByRole('button', { name: 'Write the steps' }).click()
  await page.getByLabel('Tablet strengths, mg').fill('20 5')
  await expect(page.getByText('25 mg: 1 × 20 mg + 1 × 5 mg')).toBeVisible()
  await page.getByRole('button', { name: 'Count in tablets of 5 mg' }).click()
}

/** Everything that stands on the paper beside the directions. */
async function writeFields(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Indication' }).fill('Bullous pemphigoid')
  await page.getByRole('combobox', { name: 'Pharmacy' }).fill('Hill')
  await page.getByRole('option', { name: 'Hill Street Pharmacy' }).click()
  await page.getByLabel('Starts on').fill('2031-01-05')
  await page.getByLabel('Starts on').blur()
  const signed = page.getByRole('region', { name: 'What is signed' })
  await expect(signed).toContainText('Bullous pemphigoid')
  await expect(signed).toContainText('Hill Street Pharmacy (NCPDP 0512345)')
  await expect(signed).toContainText('147 (one hundred and forty-seven) tablet')
  await expect(signed).toContainText('5 Jan 2031')
}

async function answerAlerts(page: Page): Promise<void> {
  await page.getByLabel('Code of your second step').scrollIntoViewIfNeeded()
  for (const box of await page.getByRole('checkbox', { name: 'I have read this' }).all()) await box.check()
  for (const reason of await page.getByLabel('Reason to override').all()) await reason.fill('Weighed with the patient')
}

async function sign(page: Page, secret: string): Promise<void> {
  let typed = ''
  await expect(async () => {
    await answerAlerts(page)
    const code = codeNow(secret)
    expect(code).not.toBe(typed)
    typed = code
    await page.getByLabel('Code of your second step').fill(code)
    await page.getByRole('button', { name: 'Sign', exact: true }).click({ timeout: 2000 })
    await expect(page.getByText('Unchanged since it was signed')).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 90_000, intervals: [2000] })
}

test('a taper, its pharmacy and its reason are signed; a programme says what it lacks', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    const secret = await begin(page)
    await page.keyboard.press('r')
    await expect(page.getByRole('heading', { name: 'Prescribing' })).toBeVisible()
    await choose(page, 'isotretinoin')
    const programme = page.getByRole('region', { name: 'Pregnancy programme' })
    await expect(programme).toBeVisible()
    await writeProgramme(page)
    await examine(page, 'prescribe-programme')
    await page.getByRole('button', { name: 'Discard draft' }).click()

    await choose(page, 'prednisone')
    await writeTaper(page)
    await writeFields(page)
    await examine(page, 'prescribe-taper')
    await sign(page, secret)
    await examine(page, 'prescribe-taper-signed')
    const paper = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Print' }).click()
    expect((await paper).suggestedFilename()).toMatch(/\.pdf$/)
    await page.getByLabel('Reason to cancel').fill('Chosen for the wrong patient')
    await page.getByRole('button', { name: 'Cancel prescription' }).click()
    await expect(page.getByText(/Chosen for the wrong patient/)).toBeVisible()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
