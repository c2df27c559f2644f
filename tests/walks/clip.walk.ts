import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { addCheekLesion, firstDoctor, openCase, openFirstPatient } from './first-patient.ts'
import { lock, signIn } from './steps.ts'
import { codeNext, openWorkstation } from './workstation.ts'

/** A visit whose site is known, with the live picture on. */
async function openCapture(page: Page): Promise<void> {
  await openCase(page, 'Moves under pressure')
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  await addCheekLesion(page)
}

const playedTo = (page: Page) =>
  page.locator('video').evaluate(video => (video instanceof HTMLVideoElement ? video.currentTime : -1))

const sheetOf = (page: Page) => page.getByRole('region', { name: 'Clip' })
const tooFew = (page: Page) => page.getByText(/too few pictures for a clip/).first()

/** A size that two cores encode while others work on them, too. */
async function chooseSmall(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Resolution' }).click()
  await page.getByRole('option', { name: '1280 × 720 px' }).click()
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
}

/** Records until there is a clip: a busy machine encodes too few pictures at first, and says so. */
async function record(page: Page): Promise<void> {
  for (const seconds of [3, 8, 20, 40]) {
    await page.keyboard.press('r')
    await expect(page.getByRole('button', { name: 'Stop recording' })).toBeVisible()
    // The length of the clip is what is waited for here.
    await page.waitForTimeout(1000 * seconds)
    await page.keyboard.press('r')
    await expect(sheetOf(page).or(tooFew(page))).toBeVisible()
    if (await sheetOf(page).isVisible()) return
    await expect(tooFew(page)).toBeHidden()
  }
  throw new Error('no clip was recorded')
}

/** A lock while the clip waits for a decision loses nothing: the same person finds it again. */
async function lockAndReturn(page: Page, secret: string): Promise<void> {
  await lock(page)
  await expect(page.locator('video')).toHaveCount(0)
  await signIn(page, firstDoctor, codeNext(secret))
  await expect(sheetOf(page)).toBeVisible()
}

test('a clip is recorded, outlives a lock, is cut, looked through for a still, kept and played', async () => {
  const workstation = await openWorkstation({ camera: 'built-in' })
  const { page } = workstation
  try {
    const secret = await openFirstPatient(page, 'Filmer')
    await openCapture(page)
    await chooseSmall(page)
    await record(page)
    await lockAndReturn(page, secret)
    const sheet = sheetOf(page)
    await sheet.getByLabel(/^Begins at/).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(sheet.getByText('Begins at 0.2 s')).toBeVisible()
    await examine(page, 'clip-sheet')
    await sheet.getByRole('button', { name: 'Keep this frame as a picture' }).click()
    await expect(page.getByText('The frame was kept as a picture')).toBeVisible()
    await sheet.getByRole('button', { name: 'Keep clip' }).click()
    await expect(page.getByText('Clip kept')).toBeVisible()
    await expect(sheet).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
    await page
      .getByTitle(/Clip/)
      .or(page.getByRole('button', { name: /Clip/ }))
      .first()
      .click()
    await expect(page.locator('video')).toBeVisible()
    await page.locator('video').evaluate(video => (video instanceof HTMLVideoElement ? video.play() : undefined))
    const before = await playedTo(page)
    await expect.poll(() => playedTo(page)).not.toBe(before)
    expect(before).toBeGreaterThanOrEqual(0)
    await examine(page, 'clip-played')
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
