import { expect, type Page, test } from '@playwright/test'
import { openLooker } from './clinic.ts'
import { examine } from './examine.ts'
import { addPatient, beginClinic, firstDoctor } from './first-patient.ts'
import { password } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function goToMessages(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible()
}

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).click()
  await page.getByRole('combobox', { name: 'Patient' }).fill('Letterfield')
  await page.getByRole('option', { name: /Letterfield/ }).click()
  await page.getByRole('combobox', { name: 'With whom' }).click()
  await page.getByRole('option', { name: 'With the patient' }).click()
  await page.getByRole('textbox', { name: 'Subject' }).fill('After the biopsy')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
}

/** It begins with a note for the staff; a patient reads only what an act has turned to them. */
async function write(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Internal note, staff only' }).fill('Call on Monday')
  await page.getByRole('button', { name: 'Save internal note' }).click()
  const lines = page.getByRole('listitem')
  await expect(lines.filter({ hasText: 'Call on Monday' })).toContainText('Internal: staff only')
  await page.getByRole('button', { name: 'Write to the patient instead' }).click()
  await page.getByRole('textbox', { name: 'Message to the patient' }).fill('Keep the wound dry for a day')
  await expect(page.getByText('Draft kept')).toBeVisible()
  await examine(page, 'messages-draft')
  await page.getByRole('button', { name: 'Send to the patient' }).click()
  await expect(lines.filter({ hasText: 'Keep the wound dry' })).toContainText('Patient can read this')
  // The next one is for the staff again.
  await expect(page.getByRole('textbox', { name: 'Internal note, staff only' })).toHaveValue('')
}

/** What the clinic got: both, each with whom it is for. */
async function lookAtTheClinic(folder: string): Promise<void> {
  const clinic = await openLooker(folder, { name: firstDoctor, password })
  try {
    const found = (await clinic.get('Communication?_count=20')) as {
      entry?: { resource: { payload?: { contentString?: string }[] } }[]
    }
    const texts = (found.entry ?? []).flatMap(({ resource }) => resource.payload?.[0]?.contentString ?? [])
    expect(texts.sort()).toEqual(['Call on Monday', 'Keep the wound dry for a day'])
  } finally {
    await clinic.close()
  }
}

test('a conversation: a note for the staff, words for the patient, found again, and at the clinic', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    await beginClinic(page)
    await addPatient(page, 'Letterfield')
    await goToMessages(page)
    await begin(page)
    await write(page)
    await page.getByRole('textbox', { name: 'Search in messages' }).fill('wound')
    await expect(page.getByRole('button', { name: /Keep the wound dry/ })).toBeVisible()
    await expect(page.getByText('At the clinic').first()).toBeVisible()
    await examine(page, 'messages-found')
    await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible()
    await workstation.leave()
    await lookAtTheClinic(workstation.folder)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
