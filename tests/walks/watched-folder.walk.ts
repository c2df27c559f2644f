import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { examine } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

/**
 * A folder in which another program leaves its pictures: refused where it must be, named, looked at from the capture screen, a picture
 * of it kept, and its name taken away and brought back. `CUTIS_SHOTS=FOLDER` keeps pictures.
 */
type See = (name: string) => Promise<void>

test('a watched folder', async () => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'cutis-watched-')))
  const exports = join(base, 'Exports of another program')
  mkdirSync(exports)
  const noise = { type: 'gaussian' as const, mean: 120, sigma: 30 }
  const picture = sharp({ create: { width: 1200, height: 900, channels: 3, background: '#998', noise } })
  writeFileSync(join(exports, 'lesion of today.jpg'), await picture.jpeg().toBuffer())
  const workstation = await openWorkstation({ demo: true, camera: 'built-in' })
  const { page } = workstation
  page.setDefaultTimeout(20_000)
  const see = (name: string) => examine(page, name)
  try {
    await nameFolder(page, { exports, own: workstation.folder }, see)
    await keepPicture(page, see)
    await takeNameAway(page, exports)
  } finally {
    await workstation.leave()
    rmSync(base, { recursive: true, force: true })
    workstation.clean()
  }
})

const toDevices = (page: Page): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: 'Devices', exact: true }).click()

async function nameFolder(page: Page, { exports, own }: { exports: string; own: string }, see: See): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Who are you' })).toBeVisible()
  await signInDemo(page, 'Dr Ines Albrecht')
  await toDevices(page)
  const path = page.getByLabel('Whole path of a folder')
  await path.fill(own)
  await path.press('Enter')
  await expect(page.getByText(/^That folder is not watched/)).toBeVisible()
  await see('watched-refused')
  await path.fill(`"${exports}"`)
  await page.getByRole('button', { name: 'Watch this folder' }).click()
  await expect(page.getByRole('list', { name: 'Watched folders' }).getByText(exports)).toBeVisible()
  await expect(page.getByText(/^That folder is not watched/)).toBeHidden()
  await expect(path).toHaveValue('')
  const row = page.getByRole('grid', { name: 'Plugged in' }).getByRole('row', { name: /Exports of another program/ })
  await expect(row).toBeVisible()
  await see('watched')
}

async function keepPicture(page: Page, see: See): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.getByRole('row', { name: /Abernathy/ }).click()
  await page.getByRole('button', { name: 'Open a case' }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill('Watched')
  await page.getByRole('button', { name: 'Open case', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  await page.keyboard.press('d')
  await page.getByRole('checkbox', { name: 'Choose lesion of today.jpg' }).check()
  await see('watched-sheet')
  await page.getByRole('button', { name: 'Take 1 picture' }).click()
  await expect(page.getByText('Not yet kept')).toBeVisible()
  await expect(page.getByText(/Good picture|Usable|Better retake/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
}

async function takeNameAway(page: Page, exports: string): Promise<void> {
  await toDevices(page)
  const named = page.getByRole('list', { name: 'Watched folders' }).getByText(exports)
  await page.getByRole('button', { name: `Stop watching ${exports}` }).click()
  await expect(named).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(named).toBeVisible()
}
