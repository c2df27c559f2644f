import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openLooker } from './clinic.ts'
import { addCheekLesion, addPatient, beginClinic, openCase } from './first-patient.ts'
import { password, pressPedal } from './steps.ts'
import { openWorkstation, type Workstation } from './workstation.ts'

/** The main job: sign in, find a patient, capture, keep, compare, write, send; and the same with the clinic stopped. */
test.describe.configure({ mode: 'serial' })

const family = 'Grünwald-Kanarienvogel'
const noteText = 'No itch or bleeding; compared with the picture before.'
const offlineNote = 'Written while the clinic did not answer.'
let workstation: Workstation
let page: Page

test.beforeAll(async () => {
  workstation = await openWorkstation()
  page = workstation.page
})
test.afterAll(async () => {
  await workstation.leave()
  workstation.clean()
})

const synced = () => page.getByRole('button', { name: 'All at the clinic' })

test('first run: a clinic, its administrator, and a dermatologist', async () => {
  await beginClinic(page)
})

test('a new patient is found by name in any order, accents folded', async () => {
  await addPatient(page, family)
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('amelie grunw')
  await page.getByText(`${family}, Amélie`).click()
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
})

async function openCapture(): Promise<void> {
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
}

/** From the shutter on: the still with its verdict at once, then kept, and the next view is asked for. */
async function keepTheStill(nextView: string): Promise<void> {
  await expect(page.getByText('Not yet kept')).toBeVisible()
  await expect(page.getByText(/Good picture|Usable|Better retake/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  await expect(page.getByRole('button', { name: new RegExp(nextView) })).toHaveAttribute('aria-current', /.+/)
}

test('first visit: live picture, new lesion on the map, shutter by space, verdict, keep', async () => {
  await openCase(page, 'Changed over the summer')
  await openCapture()
  await addCheekLesion(page)
  await page.keyboard.press('Space')
  await keepTheStill('Close-up with scale')
  await page.keyboard.press('Escape')
  await expect(page.getByTitle(/Regional, Cheek, left/)).toBeVisible()
})

test('second visit: shutter by foot pedal, beside the last visit, zoom and pan linked', async () => {
  await page.keyboard.press('Escape')
  await openCase(page, 'Follow-up')
  await openCapture()
  await page.getByRole('button', { name: /L1/ }).click()
  await pressPedal(page)
  await keepTheStill('Close-up with scale')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Compare' })).toBeEnabled()
  await page.keyboard.press('v')
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible()
  await expect(page.locator('canvas[data-shown]')).toHaveCount(2)
  const scales = page.getByText(/^\d+ %$/)
  await expect(scales).toHaveCount(2)
  const before = await scales.first().innerText()
  await page.locator('canvas[data-shown]').first().hover()
  await page.mouse.wheel(0, -400)
  await expect(scales.first()).not.toHaveText(before)
  await expect.poll(async () => new Set(await scales.allInnerTexts()).size).toBe(1)
  await page.keyboard.press('Escape')
})

async function writeNote(text: string): Promise<void> {
  await page.keyboard.press('n')
  await page.keyboard.type(text)
  await page.getByRole('button', { name: 'Save note' }).click()
  await expect(page.getByText(text)).toBeVisible()
  await page.getByRole('heading', { name: /^Case/ }).click()
}

test('a note, and within seconds everything is at the clinic', async () => {
  await writeNote(noteText)
  await expect(synced()).toBeVisible({ timeout: 90_000 })
})

test('with the clinic stopped the same work goes on, and arrives when it is back', async () => {
  const clinic = workstation.clinicPid()
  process.kill(clinic, 'SIGSTOP')
  try {
    await writeNote(offlineNote)
    await openCapture()
    await page.keyboard.press('Space')
    await keepTheStill('Close-up, oblique')
    await page.keyboard.press('Escape')
    await expect(synced()).toBeHidden()
    await expect(page.getByText('Not yet at the clinic').first()).toBeVisible()
  } finally {
    process.kill(clinic, 'SIGCONT')
  }
  await expect(synced()).toBeVisible({ timeout: 90_000 })
})

interface Medium {
  readonly content: { readonly url: string; readonly hash: string }
  readonly width: number
  readonly height: number
}

test('the clinic holds all of it as FHIR', async () => {
  await workstation.leave()
  const clinic = await openLooker(workstation.folder, { name: 'Dr Derm Walker', password })
  try {
    const all = (path: string) => clinic.all(path)
    const [patient] = await all('Patient?family=gr%C3%BCnwald')
    expect(patient).toMatchObject({ birthDate: '1980-05-17', name: [{ family, given: ['Amélie'] }] })
    const of = `?subject=Patient/${patient?.id}&_count=50`
    expect(await all(`Encounter${of}`)).toHaveLength(2)
    const [lesion, ...more] = await all(`BodyStructure?patient=Patient/${patient?.id}`)
    expect([lesion?.['location'], more]).toEqual([
      expect.objectContaining({ coding: [expect.objectContaining({ code: '36141000' })] }),
      [],
    ])

    const media = (await all(`Media${of}`)) as unknown as Medium[]
    expect(media).toHaveLength(3)
    for (const { content, width, height } of media) {
      expect([width, height]).toEqual([1920, 1080])
      const bytes = await clinic.bytes(content.url.replace(/^.*(?=Binary\/)/, ''))
      expect(createHash('sha1').update(bytes).digest('base64')).toBe(content.hash)
    }
    const notes = (await all(`DocumentReference${of}`)) as unknown as { content: [{ attachment: { data: string } }] }[]
    const texts = notes.map(({ content: [{ attachment }] }) => Buffer.from(attachment.data, 'base64').toString())
    expect(texts.sort()).toEqual([noteText, offlineNote].sort())
  } finally {
    await clinic.close()
  }
})

test('no patient lies in clear: not in the data, not in the browser, not in the log', () => {
  const words = ['Kanarienvogel', 'No itch or bleeding', 'Changed over the summer']
  const needles = words.flatMap(word => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')])
  const files = [workstation.folder, workstation.profile].flatMap(folder =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()),
  )
  expect(files.length).toBeGreaterThan(10)
  const told = files.filter(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name))
    return needles.some(needle => bytes.includes(needle))
  })
  expect(told.map(({ parentPath, name }) => join(parentPath, name))).toEqual([])
  expect(words.filter(word => workstation.log().includes(word))).toEqual([])
})
