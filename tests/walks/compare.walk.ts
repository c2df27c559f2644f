import { expect, type Page, test } from '@playwright/test'
import { examine, lieStill } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation } from './workstation.ts'

/**
 * The comparison of a returning patient's lesion: registered by itself, looked at in four ways, with the verdict in words, the
 * colour difference, and a decision that is kept. In both looks and sizes; axe-core finds nothing serious in any state.
 */
test('a lesion of two dates', async () => {
  // The demo draws its pictures first, which takes its time on a busy machine.
  test.setTimeout(900_000)
  const workstation = await openWorkstation({ demo: true })
  try {
    const { page } = workstation
    await openComparison(page)
    const see = (name: string) => examine(page, `compare-${name}`)
    await keepsZoomOverModes(page, see)
    await blinksAndHolds(page)
    await swipesByKeys(page)
    await saysWhyInPlace(page, see)
    await showsTheDifference(page, see)
    await measuresALength(page, see)
    await decides(page, see)
    await stepsThroughDates(page, see)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})

const sentence = (page: Page) => page.locator('output[data-grade]')
const shown = (page: Page) => page.locator('canvas[data-shown]')
/** Where the pictures of the panes lie, as the marks over them are told. */
const places = (page: Page) =>
  page.locator('figure svg > g[transform]').evaluateAll(all => all.map(one => one.getAttribute('transform')))
const scale = (page: Page) => page.getByText(/^\d+ %$/).first()

async function openComparison(page: Page): Promise<void> {
  await signInDemo(page, 'Dr Ines Albrecht')
  // The demo's pictures are drawn behind open doors.
  await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible({ timeout: 180_000 })
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill('Abernathy')
  await page.getByRole('row', { name: /Abernathy/ }).click()
  await compareFirstLesion(page)
  // Four visits with a dermoscopic picture each, and a regional one: they come in while one looks.
  await expect(page.locator('button[data-id]')).toHaveCount(5, { timeout: 180_000 })
  await expect(shown(page)).toHaveCount(2)
  await expect(sentence(page)).toHaveAttribute('data-grade', /^(comparable|limited)$/, { timeout: 120_000 })
  await expect(sentence(page)).toHaveText(/residual \d+\.\d px, uncalibrated, \d+ inliers/)
}

/** On the record: the first lesion, and its comparison. */
async function compareFirstLesion(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
  await page.getByRole('region', { name: 'Lesions' }).getByRole('button', { name: /L1/ }).click()
  await expect(page.getByRole('button', { name: 'Compare images' })).toBeEnabled()
  await page.keyboard.press('v')
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible()
}

async function keepsZoomOverModes(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await see('side')
  await shown(page).first().hover()
  await page.mouse.wheel(0, -400)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await lieStill(page)
  const before = { places: await places(page), scale: await scale(page).innerText() }
  expect(before.places).toHaveLength(2)
  for (const [key, mode] of [
    ['2', 'overlay'],
    ['3', 'swipe'],
    ['4', 'blink'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.locator(`[data-mode=${mode}][data-lying=registered]`)).toBeVisible()
    await expect(shown(page)).toHaveCount(1)
    await expect(scale(page)).toHaveText(before.scale)
    await see(mode)
  }
  await page.keyboard.press('1')
  await expect(shown(page)).toHaveCount(2)
  await expect.poll(() => places(page)).toEqual(before.places)
}

async function blinksAndHolds(page: Page): Promise<void> {
  // A walk asks for less motion, with which blinking starts held.
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.keyboard.press('4')
  const pane = page.locator('[data-mode=blink]')
  await expect(pane).toHaveAttribute('data-shows', 'moving')
  await expect(pane).toHaveAttribute('data-shows', 'fixed')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Step' })).toBeVisible()
  const held = await pane.getAttribute('data-shows')
  await page.keyboard.press('Space')
  await expect(pane).toHaveAttribute('data-shows', held === 'fixed' ? 'moving' : 'fixed')
  await page.getByLabel('Even out skin stretch').check()
  await expect(page.getByText(/Newer picture bent along the skin/)).toBeVisible({ timeout: 90_000 })
  await page.getByLabel('Even out skin stretch').uncheck()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('1')
  await page.keyboard.press('4')
  await expect(page.getByRole('button', { name: 'Step' })).toBeVisible()
}

async function swipesByKeys(page: Page): Promise<void> {
  await page.keyboard.press('3')
  const divider = page.getByRole('slider', { name: /Divider/ })
  await divider.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(divider).toHaveAttribute('aria-valuenow', '40')
  const box = await divider.boundingBox()
  if (!box) throw new Error('no divider')
  await page.mouse.move(box.x + box.width / 2, box.y + 30)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 200, box.y + 30)
  await page.mouse.up()
  await expect(divider).not.toHaveAttribute('aria-valuenow', '40')
}

/** What stands behind the verdict is read over the pictures: neither their place nor their zoom changes. */
async function saysWhyInPlace(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('1')
  await expect(shown(page)).toHaveCount(2)
  const wells = () => shown(page).evaluateAll(all => all.map(one => JSON.stringify(one.getBoundingClientRect())))
  const now = async () => ({ places: await places(page), wells: await wells(), scale: await scale(page).innerText() })
  // Once where the pictures are zoomed, and once where they are fitted: a fitted one would be fitted again.
  for (const fits of [false, true]) {
    if (fits) await page.keyboard.press('0')
    await lieStill(page)
    const before = await now()
    expect(before.places).toHaveLength(2)
    await page.getByRole('button', { name: 'Why' }).click()
    await expect(page.getByRole('button', { name: 'Less' })).toBeVisible()
    await see('why')
    await expect.poll(now).toEqual(before)
    await page.getByRole('button', { name: 'Less' }).click()
    await expect(page.getByRole('button', { name: 'Why' })).toBeVisible()
    await expect.poll(now).toEqual(before)
  }
}

async function showsTheDifference(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('1')
  await page.keyboard.press('0')
  await page.keyboard.press('d')
  await expect(page.locator('figure[data-ready]')).toContainText('Delta-E 2000', { timeout: 120_000 })
  await see('difference')
  await page.keyboard.press('d')
  await expect(page.locator('figure[data-ready]')).toHaveCount(0)
}

async function measuresALength(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('m')
  const surface = page.getByRole('application')
  await expect(surface).toHaveCount(1)
  await lieStill(page)
  const box = await surface.boundingBox()
  if (!box) throw new Error('no surface')
  await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.5)
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.5)
  await expect(page.locator('figure text').first()).toHaveText(/px/)
  await page.keyboard.press('m')
  await see('measured')
}

async function decides(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('a')
  await expect(page.getByText(/^Accepted by Dr Ines Albrecht, \d+ \w+ \d{4}$/)).toBeVisible()
  await page.keyboard.press('Escape')
  await compareFirstLesion(page)
  await expect(page.getByText(/^Accepted by Dr Ines Albrecht, \d+ \w+ \d{4}$/)).toBeVisible()
  await page.getByRole('button', { name: 'Why' }).click()
  await see('accepted')
  await page.getByRole('button', { name: 'Reject', exact: true }).click()
  await page.getByLabel('Why is this registration wrong?').fill('Matched on hair')
  await page.getByRole('button', { name: 'Reject registration' }).click()
  await expect(page.getByText(/^Rejected by Dr Ines Albrecht.*: Matched on hair$/)).toBeVisible()
  await expect(sentence(page)).toHaveAttribute('data-grade', 'not-comparable')
  await page.keyboard.press('Escape')
  await compareFirstLesion(page)
  // Rejected once, it is not laid over again by itself, and there is no difference to draw.
  await expect(sentence(page)).toContainText('was rejected and is not used again by itself')
  await page.keyboard.press('d')
  await expect(page.locator('figure[data-ready]')).toHaveCount(0)
  await see('rejected')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(sentence(page)).toContainText('inliers', { timeout: 120_000 })
}

async function stepsThroughDates(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('combobox', { name: 'Lesion' }).click()
  await page.getByRole('option', { name: 'All pictures of this patient' }).click()
  await page.getByRole('heading', { name: 'Compare' }).click()
  const places4 = page.locator('figure[data-active]')
  await page.keyboard.press('p')
  await page.keyboard.press('p')
  await expect.poll(() => places4.count()).toBeGreaterThan(2)
  await see('many')
  await page.keyboard.press('Shift+Delete')
  await page.keyboard.press('[')
  await expect(sentence(page)).toBeVisible()
}
