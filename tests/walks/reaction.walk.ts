import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { openLooker } from './clinic.ts'
import { examine } from './examine.ts'
import { addPatient, beginClinic, firstDoctor } from './first-patient.ts'
import { goOffline } from './offline.ts'
import { password, signAgain } from './steps.ts'
import { openWorkstation } from './workstation.ts'

const medicine = (page: Page) => page.getByRole('combobox', { name: 'Medicine' })

/** On the record: a medicine of the chart, and a reaction to it by its key. */
async function reportFromChart(page: Page): Promise<void> {
  await page.keyboard.press('h')
  await expect(page.getByRole('heading', { name: 'Chart', exact: true })).toBeVisible()
  // The chart's own keys come with its lists.
  await expect(page.getByRole('button', { name: 'New problem' }).first()).toBeVisible()
  await page.keyboard.press('3')
  await expect(page.getByRole('button', { name: 'New medicine' }).first()).toBeVisible()
  await page.keyboard.press('a')
  await medicine(page).fill('minocycline')
  await page.getByRole('option', { name: 'minocycline', exact: true }).click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /minocycline/ })).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { name: 'Adverse reactions' })).toBeVisible()
  await expect(medicine(page)).toHaveValue('minocycline')
}

async function tellWhatHappened(page: Page): Promise<void> {
  await expect(page.getByText(/^Still missing: a description, the day it began/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Description' }).fill('Itching rash on the trunk from the third day.')
  await page.getByRole('textbox', { name: 'Began on' }).fill('3 Nov 2026')
  await page.getByRole('checkbox', { name: 'Other serious event' }).check()
  const answer = async (question: RegExp, word: string) =>
    page.getByRole('radiogroup', { name: question }).getByText(word, { exact: true }).click()
  await answer(/firmly reported/, 'Yes')
  await answer(/begin after/, 'Yes')
  await answer(/get better/, 'Yes')
  await answer(/something else alone/, 'No')
  await expect(page.getByText('Naranjo 6: probable')).toBeVisible()
  // It keeps itself: nothing is lost with a lock.
  await expect(page.getByText('Draft kept on this workstation')).toBeVisible()
}

async function isFoundAgain(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Adverse reactions' })).toHaveCount(0)
  await page.keyboard.press('r')
  await expect(page.getByRole('button', { name: /^minocycline Itching rash/ })).toBeVisible()
  await expect(page.getByText('Medicine not named yet')).toHaveCount(0)
  await expect(page.getByText('Naranjo 6: probable')).toBeVisible()
}

/** Its day was wrong: another report takes its place, and the one before says so. */
async function correct(page: Page, secret: string): Promise<void> {
  await page.getByRole('button', { name: 'Correct it' }).click()
  await expect(page.getByText('Takes the place of the report that it corrects')).toBeVisible()
  await page.getByRole('textbox', { name: 'Began on' }).fill('4 Nov 2026')
  await expect(page.getByText('Draft kept on this workstation')).toBeVisible()
  await signAgain(page, secret, { button: 'Sign report', says: 'Corrects an earlier report' })
  await expect(page.getByText('Corrected', { exact: true })).toBeVisible()
  await examine(page, 'reaction-corrected')
}

/** What the clinic got: the report under the tag it is found by, its form, and the line of the allergy list. */
async function lookAtTheClinic(folder: string): Promise<void> {
  const clinic = await openLooker(folder, { name: firstDoctor, password })
  try {
    const events = await clinic.all('AdverseEvent')
    expect(new Set(events.map(event => (event as { date?: string }).date))).toEqual(
      new Set(['2026-11-03', '2026-11-04']),
    )
    const [event] = events.filter(one => (one as { date?: string }).date === '2026-11-03')
    expect(event).toMatchObject({
      date: '2026-11-03',
      event: { text: 'Itching rash on the trunk from the third day.' },
      seriousness: { coding: [{ code: 'serious' }] },
      suspectEntity: [{ instance: { display: 'minocycline' } }],
    })
    expect(await clinic.all('AllergyIntolerance')).toMatchObject([{ code: { text: 'minocycline' } }])
    expect(await clinic.all('DocumentReference')).toHaveLength(1)
  } finally {
    await clinic.close()
  }
}

test('a reaction is reported from the chart, weighed, signed, printed, and known as an allergy', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    const secret = await beginClinic(page)
    const comeBack = goOffline(workstation)
    await addPatient(page, 'Rash')
    await reportFromChart(page)
    await tellWhatHappened(page)
    await examine(page, 'reaction-draft')
    await isFoundAgain(page)
    await page.getByRole('checkbox', { name: 'Add the medicine to the allergy list' }).check()
    await signAgain(page, secret, { button: 'Sign report', says: 'Unchanged since it was signed' })
    await expect(page.getByText('The medicine stands in the allergy list')).toBeVisible()
    await examine(page, 'reaction-signed')
    const form = page.waitForEvent('download')
    await page.getByRole('button', { name: 'MedWatch form as PDF' }).click()
    expect(readFileSync(await (await form).path(), 'latin1')).toMatch(/^%PDF-/)
    const fields = page.waitForEvent('download')
    await page.getByRole('button', { name: 'MedWatch fields as JSON' }).click()
    const told = JSON.parse(readFileSync(await (await fields).path(), 'utf8')) as Record<string, unknown>
    expect(told).toMatchObject({ B: { naranjo: { total: 6, category: 'probable' } } })
    await correct(page, secret)
    await page.keyboard.press('Escape')
    await page.keyboard.press('2')
    await expect(page.getByRole('row', { name: /minocycline/ })).toContainText('Itching rash')
    await comeBack()
    await workstation.leave()
    await lookAtTheClinic(workstation.folder)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
