import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { openCard } from '../../src-main/devices/rig/volume.ts'
import { examine } from './examine.ts'
import { pressPedal, signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

/**
 * Devices in the capture screen: a camera whose settings are locked and hold after it was left, pictures of a card reviewed and kept
 * once, and a pedal that does what a person says. `CUTIS_SHOTS=FOLDER` keeps pictures.
 */
const photo = async (seed: number): Promise<Uint8Array> => {
  const noise = { type: 'gaussian' as const, mean: 110 + seed * 20, sigma: 30 }
  const grey = sharp({ create: { width: 1200, height: 900, channels: 3, background: '#998', noise } })
  return new Uint8Array(await grey.jpeg().toBuffer())
}

test('devices in the capture screen', async () => {
  const card = await openCard({
    'DCIM/100CUTIS/IMG_0001.JPG': await photo(1),
    'DCIM/100CUTIS/IMG_0002.JPG': await photo(2),
  })
  const engine = { CUTIS_SIM_FOLDERS: card.path }
  const workstation = await openWorkstation({ demo: true, camera: 'built-in', engine })
  const { page } = workstation
  page.setDefaultTimeout(20_000)
  const see = (name: string) => examine(page, name)
  try {
    await openCapture(page)
    await lockCamera(page, see)
    await takeFromCard(page, see)
    await setPedal(page, see)
  } finally {
    await workstation.leave()
    await card.pull()
    workstation.clean()
  }
})

type See = (name: string) => Promise<void>

async function openCapture(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Who are you' })).toBeVisible()
  await signInDemo(page, 'Dr Ines Albrecht')
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.getByRole('row', { name: /Abernathy/ }).click()
  await page.getByRole('button', { name: 'Open a case' }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill('Devices')
  await page.getByRole('button', { name: 'Open case', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
}

/** Locks what the camera offers, leaves the screen, and finds it locked again. */
async function lockCamera(page: Page, see: See): Promise<void> {
  await page.getByRole('button', { name: 'Lock these settings' }).click()
  await expect(page.getByText('Locked. Set again whenever this camera is connected.')).toBeVisible()
  await see('capture-locked')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText('Locked. Set again whenever this camera is connected.')).toBeVisible()
  await expect(page.getByRole('radiogroup', { name: 'Exposure' }).getByText('Manual')).toBeVisible()
}

/** Both pictures of the card, one after the other through the same review; afterwards the card has nothing new. */
async function takeFromCard(page: Page, see: See): Promise<void> {
  await page.keyboard.press('d')
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check()
  await see('from-device')
  await page.getByRole('button', { name: 'Take 2 pictures' }).click()
  for (const left of [1, 0]) {
    await expect(page.getByText('Not yet kept')).toBeVisible()
    await expect(page.getByText(/Good picture|Usable|Better retake/)).toBeVisible()
    if (left === 1) {
      await expect(page.getByText('1 more file to look at')).toBeVisible()
      await see('from-device-review')
    }
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
  await page.keyboard.press('d')
  await expect(page.getByText('All pictures on this device are kept already')).toBeVisible()
  await page.getByLabel('Show those kept before').check()
  await expect(page.getByText('Kept before', { exact: true })).toHaveCount(2)
  await see('from-device-known')
  await page.keyboard.press('Escape')
}

/** A pedal that types F14 freezes from now on. */
async function setPedal(page: Page, see: See): Promise<void> {
  await page.getByRole('button', { name: 'Foot pedals' }).click()
  await page.getByRole('combobox', { name: 'F14' }).click()
  await page.getByRole('option', { name: 'Freeze' }).click()
  await see('pedals')
  await page.getByRole('button', { name: 'Done' }).click()
  await pressPedal(page, 14)
  await expect(page.getByText('Frozen: the shutter takes this picture')).toBeVisible()
  await pressPedal(page, 14)
  await pressPedal(page)
  await expect(page.getByText('Not yet kept')).toBeVisible()
}
