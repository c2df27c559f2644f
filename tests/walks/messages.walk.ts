import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
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

/** A template of the clinic, put into a message with a key and filled in for this patient. */
async function insertTemplate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Templates', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Report')
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('The report about {patient}')
  await page.getByRole('button', { name: 'Keep template' }).click()
  await expect(page.getByRole('button', { name: 'Remove Report' })).toBeVisible()
  await page.getByRole('button', { name: 'Templates', exact: true }).click()
  const field = page.getByRole('textbox', { name: 'Internal note, staff only' })
  await field.click()
  await page.keyboard.press('Control+i')
  await page.getByRole('option', { name: 'Report' }).click()
  await expect(field).toHaveValue(/The report about Letterfield/)
}

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')

/** What is no such file is refused as it is picked; a file goes with its message, and the very same bytes come back. */
async function attach(page: Page): Promise<void> {
  const input = page.locator('input[type="file"]')
  await input.setInputFiles({ name: 'page.html', mimeType: 'application/pdf', buffer: Buffer.from('<html></html>') })
  await expect(page.getByText(/Only whole PDF, JPEG and PNG files and MP4 or WebM clips/)).toBeVisible()
  await input.setInputFiles([
    { name: 'report.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: 'skin.png', mimeType: 'image/png', buffer: await drawn() },
  ])
  await expect(page.getByRole('button', { name: /Take away report.pdf/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /Take away skin.png/ })).toBeVisible()
  await page.getByRole('button', { name: 'Save internal note' }).click()
  const line = page.getByRole('listitem').filter({ hasText: 'The report about Letterfield' })
  await expect(line.getByRole('img', { name: 'skin.png' })).toBeVisible()
  await expect
    .poll(() => line.getByRole('img', { name: 'skin.png' }).evaluate(one => (one as HTMLImageElement).naturalWidth))
    .toBe(64)
  const download = page.waitForEvent('download')
  await line.getByRole('button', { name: 'Save a copy of report.pdf' }).click()
  const path = await (await download).path()
  expect(readFileSync(path)).toEqual(pdf)
  await examine(page, 'messages-files')
}

const drawn = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#c98' } })
    .png()
    .toBuffer()

/** What the clinic got: all, each with whom it is for. */
async function lookAtTheClinic(folder: string): Promise<void> {
  const clinic = await openLooker(folder, { name: firstDoctor, password })
  try {
    const found = (await clinic.get('Communication?_count=20')) as {
      entry?: { resource: { payload?: { contentString?: string; contentAttachment?: { url?: string } }[] } }[]
    }
    const texts = (found.entry ?? []).flatMap(({ resource }) => resource.payload?.[0]?.contentString ?? [])
    expect(texts.sort()).toEqual([
      'Call on Monday',
      'Keep the wound dry for a day',
      expect.stringContaining('The report about Letterfield'),
    ])
    const files = (found.entry ?? []).flatMap(({ resource }) =>
      (resource.payload ?? []).flatMap(({ contentAttachment }) => contentAttachment ?? []),
    )
    expect(files).toMatchObject([
      {
        contentType: 'application/pdf',
        title: 'report.pdf',
        size: pdf.length,
        url: expect.stringContaining('Binary/'),
      },
      { contentType: 'image/png', title: 'skin.png' },
    ])
  } finally {
    await clinic.close()
  }
}

test('a conversation: a note for the staff, words for the patient, a template, files, found again, and at the clinic', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    await beginClinic(page)
    await addPatient(page, 'Letterfield')
    await goToMessages(page)
    await begin(page)
    await write(page)
    await insertTemplate(page)
    await attach(page)
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
