import { expect, type Page, test } from '@playwright/test'
import { examine, lieStill } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

/** From the demo clinic's first patient to the newest case and its score. */
async function openScore(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.getByRole('row', { name: /Abernathy/ }).click()
  await expect(page.getByRole('button', { name: /Severity scores/ })).toBeVisible()
  await page
    .getByRole('button', { name: /ermoscop/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
  await confirmOutline(page)
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { name: 'Dermoscopy score' })).toBeVisible()
  await expect(page.locator('canvas[data-shown]')).toHaveCount(1)
}

/** Takes the suggested outline as the lesion's edge, so that axes, edge and colours within it are measured. */
async function confirmOutline(page: Page): Promise<void> {
  // The case opens with the picture of the region.
  await page
    .getByRole('button', { name: /Dermoscopic/ })
    .first()
    .click()
  await expect(page.locator('canvas[data-shown]').first()).toBeVisible()
  await page.getByRole('button', { name: 'Suggest an outline' }).click()
  await page.getByRole('button', { name: 'Confirm outline' }).click({ timeout: 120_000 })
  await expect(page.getByRole('heading', { name: 'Within the outline' })).toBeVisible()
}

/** Nothing that was measured counts before it is taken; taken, it has a place, and goes again by undo. */
async function takeSuggestions(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Suggested by measuring' })
  const takes = panel.getByRole('button', { name: /^Take: / })
  await expect(panel.getByText(/^Not mirrored \d+ % · \d+ %; colour Delta-E/)).toBeVisible()
  await expect(panel.getByText(/^\d+ % of the lesion$/).first()).toBeVisible()
  const count = await takes.count()
  const taken = page.getByText('Suggested by measuring, taken by a clinician')
  const places = page.getByRole('button', { name: /^Place .*, remove:/ })
  await expect(taken).toHaveCount(0)
  await expect(places).toHaveCount(0)
  await takes.first().focus()
  await expect(page.locator('g[data-look=suggestion]')).toHaveCount(1)
  await examine(page, 'score-suggested')
  await page.keyboard.press('Enter')
  await expect(taken).toHaveCount(1)
  await expect(takes).toHaveCount(count - 1)
  await expect(takes.first()).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(takes).toHaveCount(count)
  await page.keyboard.press('t')
  await expect(panel).toHaveCount(0)
  await expect(page.locator('g[data-look=suggestion]')).toHaveCount(0)
  await expect(taken).toHaveCount(count)
  await expect.poll(() => places.count()).toBeGreaterThanOrEqual(count)
  await examine(page, 'score-taken')
  await page.keyboard.press('Control+z')
  await expect(taken).toHaveCount(0)
  await takes.first().click()
  await expect(taken).toHaveCount(1)
}

/** A ring around the middle of the picture, drawn in one stroke. */
async function drawRing(page: Page, radius: number): Promise<void> {
  await lieStill(page)
  const box = await page.getByRole('application').boundingBox()
  if (!box) throw new Error('nothing to draw on')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x + radius, y)
  await page.mouse.down()
  for (let turn = 1; turn <= 24; turn++) {
    const angle = (2 * Math.PI * turn) / 24
    await page.mouse.move(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  await page.mouse.up()
}

async function tick(page: Page, name: string, radius = 40): Promise<void> {
  await page.getByRole('button', { name: `Present, draw where: ${name}` }).click()
  await drawRing(page, radius)
  await expect(page.getByRole('button', { name: new RegExp(`^Place .*, remove: ${name}`) })).toBeVisible()
}

async function restAbsent(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: /^Rest absent/ })
  for (let left = await open.count(); left > 0; left = await open.count()) {
    await open.first().click()
    // One that is about to go is not pressed again.
    await expect.poll(() => open.count()).toBeLessThan(left)
  }
}

// The demo draws its pictures first, which takes its time on a busy machine.
test('ticks are places on the picture, and a report is signed when it is whole', async () => {
  const workstation = await openWorkstation({ demo: true })
  const { page } = workstation
  try {
    await signInDemo(page, 'Dr Ines Albrecht')
    await openScore(page)
    await takeSuggestions(page)
    await tick(page, 'Atypical network', 60)
    await tick(page, 'Blue-white veil', 30)
    await page.getByRole('button', { name: 'Present: Asymmetric pattern (outline left aside)' }).click()
    await restAbsent(page)
    await expect(page.getByText(/“Blue-white veil” is ticked/)).toBeVisible()
    await page.getByRole('button', { name: 'Present, draw where: Blue-white structures' }).click()
    await drawRing(page, 34)
    await expect(page.getByText(/“Blue-white veil” is ticked/)).toBeHidden()
    await expect(page.getByRole('row', { name: /3-point checklist/ })).toContainText('2 or more')
    await page.getByRole('button', { name: '3-point checklist' }).click()
    await examine(page, 'score')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Score saved')).toBeVisible()
    await expect(page.getByText('Worked out again: the same')).toBeVisible()
    await signReport(page)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})

async function signReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Dermoscopy report' })).toBeVisible()
  const sign = page.getByRole('button', { name: 'Sign report' })
  await expect(sign).toHaveAttribute('aria-disabled', 'true')
  await expect(
    page.getByText(/1 Asymmetric axes .*\(suggested by measuring, confirmed\); .*2 Atypical network/),
  ).toBeVisible()
  await page
    .getByRole('button', { name: 'Descriptive', exact: true })
    .or(page.getByText('Descriptive', { exact: true }))
    .first()
    .click()
  await expect(page.getByText(/2 Lines, reticular, uneven in width or colour/).first()).toBeVisible()
  const words = {
    'Age and history': 'New since May',
    'Clinical description': 'Flat, 6 mm',
    Assessment: 'To be excised',
    Management: 'Excision',
  }
  for (const [item, text] of Object.entries(words))
    await page.getByRole('textbox', { name: `${item}: In your own words` }).fill(text)
  await examine(page, 'report-form')
  await expect(sign).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Melanocytic', exact: true }).click()
  await expect(sign).toHaveAttribute('aria-disabled', 'false')
  await sign.click()
  await expect(page.getByRole('article')).toContainText('8 Assessment')
  // Three places that were drawn, and those of the suggestion that was taken.
  await expect.poll(() => page.getByRole('article').locator('canvas').count()).toBeGreaterThanOrEqual(4)
  await examine(page, 'report-signed')
  await page.emulateMedia({ media: 'print' })
  await examine(page, 'report-print')
  await page.emulateMedia({ media: 'screen' })
}
