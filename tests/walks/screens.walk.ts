import { expect, type Page, test } from '@playwright/test'
import { examine } from './examine.ts'
import { lock, signInDemo } from './steps.ts'
import { openWorkstation, type Workstation } from './workstation.ts'

/** The first whose story the demo tells. */
const returning = 'Abernathy'

/**
 * Every screen of the demo clinic, in both looks and at both sizes that must be comfortable: axe-core finds nothing serious, and
 * nothing is wider than the window. `CUTIS_SHOTS=FOLDER` keeps a picture of each.
 */
test('nothing serious on any screen', async () => {
  const workstation = await openWorkstation({ demo: true })
  try {
    await walkThrough(workstation)
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})

async function walkThrough({ page }: Workstation): Promise<void> {
  const see = (name: string) => examine(page, `screen-${name}`)
  await expect(page.getByRole('heading', { name: 'Who are you' })).toBeVisible()
  await see('sign-in')
  await signInDemo(page, 'Dr Ines Albrecht')
  // The demo's pictures are drawn behind open doors: what follows looks at them.
  await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible({ timeout: 180_000 })
  await see('today')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await see('palette')
  await page.keyboard.press('Escape')
  await seePatient(page, see)
  await page.keyboard.press('?')
  await see('keys')
  await page.keyboard.press('Escape')
  for (const place of ['Worklist', 'Orders', 'Schedule', 'Devices', 'Sync', 'Desk', 'About']) {
    await page.getByRole('button', { name: place, exact: true }).click()
    await see(place.toLowerCase())
  }
  await lock(page)
  await page.getByRole('button', { name: /Jonas Feld/ }).click()
  await see('demo-sign-in')
  await page.getByRole('button', { name: 'Sign in as Jonas Feld' }).click()
  await expect(page.getByRole('heading', { name: 'Desk' })).toBeVisible()
  await see('administrator')
}

/** A patient who came back: record, case, capture over the last picture, and the two dates side by side. */
async function seePatient(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('/')
  await expect(page.getByPlaceholder('Name, birth date or MRN')).toBeFocused()
  await see('patients')
  await page.getByPlaceholder('Name, birth date or MRN').fill(returning)
  await page.getByRole('row', { name: new RegExp(returning) }).click()
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
  await expect(page.locator('canvas')).not.toHaveCount(0)
  await expect.poll(() => blankPictures(page), { timeout: 60_000 }).toBe(0)
  await see('patient')
  // The first story told of them, whose pictures are all there; later ones may still be drawn.
  const firstCase = page.getByRole('button', { name: /^Follow-up of a monitored lesion.*6 images/ })
  await expect(firstCase).toBeVisible({ timeout: 120_000 })
  await firstCase.click()
  await expect(page.getByRole('heading', { name: /^Case/, level: 1 })).toBeVisible()
  await expect(page.locator('canvas[data-shown]').first()).toBeVisible()
  await expect.poll(() => blankPictures(page), { timeout: 60_000 }).toBe(0)
  await see('case')
  await page.keyboard.press('v')
  await expect(page.locator('canvas[data-shown]')).toHaveCount(2)
  await see('compare')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Record' })).toBeVisible()
  await page.getByRole('button', { name: 'Open a case' }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill('Seen by a walk')
  await page.getByRole('button', { name: 'Open case', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Case/ })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.locator('video')).toBeVisible()
  await see('capture')
  await page.keyboard.press('Escape')
}

/** Small pictures in sight that are not drawn yet. Those that must first be scrolled to are asked for when they come near. */
const blankPictures = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const inSight = (canvas: Element) => canvas.getBoundingClientRect().top < innerHeight - 80
    return [...document.querySelectorAll('canvas:not([data-drawn], [data-shown])')].filter(inSight).length
  })
