import { expect, type Locator, type Page, test } from '@playwright/test'
import { examine, lieStill } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

async function openCase(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.getByRole('row', { name: /Abernathy/ }).click()
  await page.getByRole('region', { name: 'Cases' }).getByRole('button').first().click()
  await expect(page.getByRole('heading', { name: /^Case:/ })).toBeVisible()
  await expect(page.locator('canvas[data-shown]').first()).toBeVisible()
}

const surfaceOf = (page: Page): Locator => page.getByRole('application', { name: /Drawing on the picture/ })

/** Drags over the middle of the picture, CSS px from its middle. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await lieStill(page)
  const box = await surfaceOf(page).boundingBox()
  if (!box) throw new Error('no surface')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x + from[0], y + from[1])
  await page.mouse.down()
  await page.mouse.move(x + (from[0] + to[0]) / 2, y + (from[1] + to[1]) / 2, { steps: 4 })
  await page.mouse.move(x + to[0], y + to[1], { steps: 4 })
  await page.mouse.up()
}

/** Draws around the lesion in one stroke. */
async function outlineLesion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Outline the lesion' }).click()
  await lieStill(page)
  const box = await surfaceOf(page).boundingBox()
  if (!box) throw new Error('no surface')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x + 40, y)
  await page.mouse.down()
  for (let step = 1; step < 24; step++) {
    const turn = (2 * Math.PI * step) / 24
    await page.mouse.move(x + 40 * Math.cos(turn), y + 40 * Math.sin(turn), { steps: 2 })
  }
  await page.mouse.up()
  await expect(itemsOf(page).filter({ hasText: /^Outline.*mm²/ })).toHaveCount(1)
  await expect(page.getByRole('heading', { name: /^Growth of/ })).toBeVisible()
}

/** Asks for an outline, changes it by a corner and by the brush, and confirms it. */
async function suggestOutline(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Dermoscopic/, pressed: false })
    .first()
    .click()
  await expect(itemsOf(page)).toHaveCount(0)
  await expect(page.locator('canvas[data-shown]').first()).toBeVisible()
  await page.getByRole('button', { name: 'Suggest an outline' }).click()
  await expect(page.getByText(/^Suggestion by cutis-outline 1, a trained model/)).toBeVisible({ timeout: 120_000 })
  // Nothing is kept before it is confirmed.
  await expect(itemsOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Confirm outline' }).scrollIntoViewIfNeeded()
  await examine(page, 'measure-suggested')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('button', { name: /^Point 1 of \d+: Suggestion/ }).focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/changed by you/)).toBeVisible()
  await page.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText(/changed by you/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Brush: add' }).click()
  const brush = page.getByRole('application', { name: /^Brush: add/ })
  await expect(brush).toBeFocused()
  await page.keyboard.press(']')
  await brushAcross(page, brush)
  await expect(page.getByText(/changed by you/)).toBeVisible()
  await examine(page, 'measure-brush')
  await page.keyboard.press('x')
  await expect(page.getByRole('application', { name: /^Brush: erase/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Confirm outline' }).click()
  await expect(itemsOf(page).filter({ hasText: /^Outline/ })).toHaveCount(1)
  await expect(page.getByText(/^Suggestion by/)).toHaveCount(0)
  await itemsOf(page)
    .getByRole('button', { name: /^Outline/ })
    .first()
    .click()
  await expect(page.getByText('Suggested by cutis-outline 1 and changed by a clinician.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Brush: erase' })).toBeVisible()
  await examine(page, 'measure-confirmed')
}

/** One stroke from the middle of the surface to the right. */
async function brushAcross(page: Page, surface: Locator): Promise<void> {
  await lieStill(page)
  const box = await surface.boundingBox()
  if (!box) throw new Error('no surface')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + box.height / 3, y + 10, { steps: 12 })
  await page.mouse.up()
}

const itemsOf = (page: Page): Locator => page.getByRole('list', { name: 'Measurements' }).getByRole('listitem')

test('a length is drawn, gets its scale, is taken back and done again', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible({ timeout: 180_000 })
    await openCase(page)
    await page.keyboard.press('m')
    await drag(page, [-80, 0], [80, 0])
    await expect(itemsOf(page)).toHaveText([/Length.*px \(uncalibrated\)/])
    // The same by keys alone: the crosshair begins in the middle.
    await expect(surfaceOf(page)).toBeFocused()
    await page.keyboard.press('Enter')
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(itemsOf(page)).toHaveCount(2)
    await page.keyboard.press('Escape')
    await expect(surfaceOf(page)).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(itemsOf(page)).toHaveCount(1)
    await page.keyboard.press('Control+Shift+Z')
    await expect(itemsOf(page)).toHaveCount(2)

    await page.getByRole('button', { name: 'Set scale by a known length' }).click()
    await drag(page, [-80, 40], [80, 40])
    await page.getByRole('textbox', { name: 'How long is this line, in mm?' }).fill('10')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^Scale .* µm\/px/)).toBeVisible()
    await expect(itemsOf(page).filter({ hasText: /Length.*mm/ })).toHaveCount(2)
    await expect(itemsOf(page).filter({ hasText: /10\.0\d? ± 0\.\d+ mm/ })).toHaveCount(1)
    await itemsOf(page)
      .getByRole('button', { name: /^Length/ })
      .first()
      .click()
    await expect(page.getByRole('button', { name: /^Point 1 of 2: Length/ })).toBeVisible()
    await examine(page, 'measure')
    await page.getByRole('button', { name: /^Keep for/ }).click()
    await expect(page.getByText('Kept as the calibration of the device')).toBeVisible()
    // The scale is taken back together with what followed from it.
    await page.keyboard.press('Control+z')
    await expect(itemsOf(page).filter({ hasText: /px \(uncalibrated\)/ })).toHaveCount(2)
    await expect(page.getByText("from the device's calibration.")).toBeVisible()
    await page.keyboard.press('i')
    await examine(page, 'measure-tool')
    await page.keyboard.press('Escape')
    await outlineLesion(page)
    await page.getByRole('button', { name: 'Find the ruler' }).click()
    // The surveyor starts first. The picture's ruler is 10 mm drawn over half its width, and is only suggested.
    const found = /the dashed line is 10 mm of a printed ruler, 15\.\d+ µm\/px ± 0\.\d+ %\. Is it\?/
    await expect(page.getByText(found)).toBeVisible({ timeout: 90_000 })
    await expect(page.getByRole('button', { name: 'Confirm scale' })).toBeVisible()
    await page.keyboard.press('w')
    await expect(page.getByText('Derived view: shades of grey. The original is unchanged.')).toBeVisible()
    await examine(page, 'measure-outline')
    await page
      .getByRole('button', { name: /^History of Length/ })
      .first()
      .click()
    await expect(page.getByRole('list', { name: /^History of Length/ }).getByRole('listitem')).not.toHaveCount(0)
    await examine(page, 'measure-history')
    await suggestOutline(page)
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await expect(page.getByRole('heading', { name: 'Calibration', exact: true })).toBeVisible()
    await expect(page.getByText('First scale')).toBeVisible()
    await examine(page, 'calibration')
    await page.keyboard.press('n')
    await expect(page.getByRole('button', { name: 'Keep calibration' })).toBeVisible()
    await examine(page, 'calibration-add')
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})
