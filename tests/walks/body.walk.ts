import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { openFirstPatient } from './first-patient.ts'
import { openWorkstation } from './workstation.ts'

async function openCapture(page: Page): Promise<void> {
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
}

/** Takes and keeps a picture of the pose that is aimed at; the next pose is asked for. */
async function takePose(page: Page): Promise<void> {
  await page.keyboard.press('Space')
  await expect(page.getByText('Not yet kept')).toBeVisible()
  await expect(page.getByText(/Good picture|Usable|Better retake/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Take picture' })).toBeEnabled()
}

async function seekDifferences(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Face/ }).click()
  await expect(page.locator('canvas[data-shown]')).toHaveCount(2)
  await page.getByRole('button', { name: 'Point at places that differ' }).click()
  await expect(
    page.getByText(/places? differs? from the picture before|could not be laid over each other/),
  ).toBeVisible({ timeout: 90_000 })
}

test('body pictures pose by pose, what they cover, and a pose against the one before', async () => {
  const workstation = await openWorkstation()
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Gesamtkörper')
    await page.keyboard.press('b')
    await expect(page.getByRole('heading', { name: 'Total body' })).toBeVisible()
    await expect(page.getByText('0 of 22 poses')).toBeVisible()
    await examine(page, 'body-empty')
    await openCapture(page)
    await takePose(page)
    await takePose(page)
    await examine(page, 'body-capture')
    await page.keyboard.press('Escape')
    await expect(page.getByText('2 of 22 poses')).toBeVisible()
    await expect(page.getByText(/places of the body map are in the poses taken/)).toBeVisible()
    await expect(page.getByText(/This is not the whole skin/)).toBeVisible()
    await examine(page, 'body-two')
    await openCapture(page)
    await page.keyboard.press('1')
    await takePose(page)
    await page.keyboard.press('Escape')
    await seekDifferences(page)
    await examine(page, 'body-sought')
    await page.keyboard.press('Escape')
    await expect(page.getByText('2 of 22 poses')).toBeVisible()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
