import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { cardLight } from '../../src-shared/imaging/card/reference.ts'
import { examine } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

const [width, height] = [1000, 600]

/** A card over the middle 60 % of a picture, through a camera that sees too little blue. */
function drawnCard(): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3, 40)
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) - 200, Math.floor(at / width) - 120]
    if (x < 0 || y < 0 || x >= 600 || y >= 360) continue
    const light = cardLight[6 * Math.floor(y / 90) + Math.floor(x / 100)] ?? [0, 0, 0]
    const seen = [0.9 * light[0], 0.85 * light[1], 0.5 * light[2]]
    for (const [i, value] of seen.entries()) data[3 * at + i] = Math.round(255 * Math.max(0, value) ** (1 / 2.2))
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

/** A corner is moved and brought back by the keyboard alone, and Tab goes on to the next. */
async function placeCorner(page: Page): Promise<void> {
  const corner = page.getByRole('button', { name: /^Corner 1, dark skin: x 200, y 120 px/ })
  await corner.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(page.getByRole('button', { name: /^Corner 1, dark skin: x 180, y 120 px/ })).toBeFocused()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /^Corner 2, bluish green/ })).toBeFocused()
}

test('a colour card is measured', async () => {
  const workstation = await openWorkstation({ demo: true })
  try {
    const { page } = workstation
    await signInDemo(page, 'Dr Ines Albrecht')
    await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible({ timeout: 180_000 })
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await expect(page.getByRole('heading', { name: 'Calibration', exact: true })).toBeVisible()
    await page.keyboard.press('m')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: await drawnCard() })
    await expect(page.getByText(/^Mean ΔE2000 \d+\.\d as taken/)).toBeVisible()
    await expect(page.getByText(/^White balance: greys have a cast; red × 0\.9\d and blue × 1\.7\d/)).toBeVisible()
    await placeCorner(page)
    await page.getByRole('combobox', { name: 'Device' }).fill('Dermatoscope')
    await page.keyboard.press('Escape')
    await examine(page, 'colour-card')
    await page.getByRole('button', { name: 'Keep calibration' }).click()
    await expect(page.getByText('Calibration kept')).toBeVisible()
    await expect(page.getByText('Colours hold')).toBeVisible()
    await expect(page.getByRole('gridcell', { name: 'Colour card' })).toBeVisible()
    await examine(page, 'colour-kept')
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
