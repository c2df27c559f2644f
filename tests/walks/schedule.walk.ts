import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { addPatient, beginClinic } from './first-patient.ts'
import { openWorkstation } from './workstation.ts'

async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option }).first().click()
}

async function addResource(page: Page, kind: string, name: string): Promise<void> {
  await pick(page, 'Kind', kind)
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('')
}

async function fillVisit(page: Page, clock: string): Promise<void> {
  await page.getByRole('button', { name: 'Book', exact: true }).first().click()
  await pick(page, 'Patient', /Scheduled/)
  await page.getByRole('textbox', { name: 'Time' }).fill(clock)
  await pick(page, 'Room', 'Room 1')
  await page.getByRole('button', { name: 'Book', exact: true }).last().click()
}

test('a visit is booked, a conflict is refused in words, and who does not come is told so', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    await beginClinic(page)
    await addPatient(page, 'Scheduled')
    await page.getByRole('button', { name: 'Schedule' }).click()
    await page.getByRole('button', { name: 'Add clinician, room or device' }).click()
    await addResource(page, 'Clinician', 'Dr Derm Walker')
    await addResource(page, 'Room', 'Room 1')
    await page.keyboard.press('Escape')
    await examine(page, 'schedule-empty')
    await fillVisit(page, '09:00')
    await expect(page.getByRole('button', { name: /09:00 Scheduled/ }).first()).toBeVisible()
    await fillVisit(page, '09:10')
    await expect(page.getByText(/The clinician has another appointment then/)).toBeVisible()
    await examine(page, 'schedule-refused')
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /09:00 Scheduled/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'No-show' }).click()
    await expect(page.getByText('Did not come').first()).toBeVisible()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
