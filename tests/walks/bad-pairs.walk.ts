import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { dermoscopyJpeg } from '../pictures/draw.ts'
import { examine } from './examine.ts'
import { addCheekLesion, firstDoctor, openCase, openFirstPatient } from './first-patient.ts'
import { lock, signIn } from './steps.ts'
import { codeNext, openWorkstation } from './workstation.ts'

/**
 * Pairs that must not be compared: a blank frame, a picture whose seal was broken on the disk, and one that was taken out of the
 * record. Each gives its sentence, nothing is measured or decided on it, and the pair after it is compared as ever.
 */
async function openCapture(page: Page): Promise<void> {
  await openCase(page, 'Does it change?')
  await page.keyboard.press('c')
  await addCheekLesion(page)
}

/** Brings a picture in as a file, always as the first view of the list, and keeps it. */
async function bring(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.keyboard.press('1')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add picture files' }).click()
  await (await chooser).setFiles({ name, mimeType: 'image/jpeg', buffer })
  await expect(page.getByText('Not yet kept')).toBeVisible()
  await expect(page.getByText(/Good picture|Usable|Better retake/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not yet kept')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add picture files' })).toBeEnabled()
}

const sentence = (page: Page) => page.locator('output[data-grade]')
const dates = (page: Page) => page.locator('button[data-id]')

/** The ids of the pictures in the strip, oldest first. */
const idsOf = (page: Page) => dates(page).evaluateAll(all => all.map(one => one.getAttribute('data-id') ?? ''))

async function openComparison(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible()
}

/** The sentence of a pair that must not be compared: no number in it, and nobody can decide on it. */
async function refuses(page: Page, why: RegExp): Promise<void> {
  await expect(sentence(page)).toHaveAttribute('data-grade', 'not-comparable', { timeout: 120_000 })
  await expect(sentence(page)).toHaveText(why)
  await expect(sentence(page)).not.toHaveText(/residual|inliers/)
  await expect(page.getByRole('button', { name: 'Accept registration' })).toBeDisabled()
}

/** Changes one bit in the middle of a sealed file, as a failing disk does. */
function spoil(folder: string, blobId: string): void {
  const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(path => path.endsWith(blobId))
  if (!name) throw new Error('no sealed file of that picture')
  const bytes = readFileSync(join(folder, name))
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(join(folder, name), bytes)
}

/** On the case: takes the picture that is shown out of the record. */
async function takeOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take out of the record' }).click()
  await page.getByLabel('Why is this picture taken out?').fill('wrong lesion')
  await page.getByRole('button', { name: 'Take out', exact: true }).click()
  await expect(page.getByText('1 of 2')).toBeVisible()
}

test('a blank, a voided and a damaged picture give a sentence, and nothing is computed', async () => {
  const workstation = await openWorkstation({ camera: 'none' })
  const { page, folder } = workstation
  const blank = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#777777' } })
    .jpeg()
    .toBuffer()
  try {
    const secret = await openFirstPatient(page, 'Paarig')
    await openCapture(page)
    await bring(page, 'first.jpg', await dermoscopyJpeg({ seed: 7 }))
    await bring(page, 'second.jpg', await dermoscopyJpeg({ seed: 7, visit: 1 }))
    await bring(page, 'blank.jpg', blank)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()

    await openComparison(page)
    await expect(dates(page)).toHaveCount(3)
    const [first = '', second = '', third = ''] = await idsOf(page)
    await page.locator(`button[data-id="${third}"]`).click()
    await refuses(page, /nothing to be seen in one of the pictures/i)
    await examine(page, 'bad-pairs-blank')

    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Images' }).getByRole('button').last().click()
    await takeOut(page)
    await openComparison(page)
    await expect(dates(page)).toHaveCount(2)
    expect(await idsOf(page)).toEqual([first, second])

    await page.keyboard.press('Escape')
    spoil(join(folder, 'clinic', 'vault', 'blobs'), first)
    // Whoever signs in again has nothing of it in memory.
    await lock(page)
    await signIn(page, firstDoctor, codeNext(secret))
    await openComparison(page)
    await refuses(page, /seal of one of the pictures is broken/i)
    await expect(page.getByText('This picture is damaged').first()).toBeVisible()
    await examine(page, 'bad-pairs-damaged')
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
