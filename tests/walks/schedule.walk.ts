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

/** The board: the reminder is due, and the room is among what is taken today. */
async function seeTheDay(page: Page): Promise<void> {
  const board = page.getByRole('region', { name: 'The day' })
  await expect(board.getByText('Remind of the appointment').first()).toBeVisible()
  await expect(board.getByRole('listitem').filter({ hasText: 'Room 1' })).toContainText('1 appointment')
  await examine(page, 'schedule-board')
}

/** With nobody waiting, one key opens what is next: here a review block, whose work is the worklist. */
async function openTheReviewBlock(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Later', exact: true }).click()
  await page.getByRole('button', { name: 'Book', exact: true }).first().click()
  await pick(page, 'Kind', 'Review block')
  await page.getByRole('textbox', { name: 'Time' }).fill('10:00')
  await page.getByRole('button', { name: 'Book', exact: true }).last().click()
  await expect(page.getByRole('button', { name: /10:00 Review block/ }).first()).toBeVisible()
  await page.getByRole('region', { name: 'The day' }).focus()
  await page.keyboard.press('x')
  await expect(page.getByRole('heading', { name: 'Worklist', exact: true })).toBeVisible()
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
    await seeTheDay(page)
    await page
      .getByRole('button', { name: /09:00 Scheduled/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'No-show' }).click()
    await expect(page.getByText('Did not come').first()).toBeVisible()
    await openTheReviewBlock(page)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
