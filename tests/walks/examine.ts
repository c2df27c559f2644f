import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const shots = process.env['CUTIS_SHOTS']

/** Both looks, and both sizes that must be comfortable. */
const looks = [
  { name: 'light', widthPx: 1366, heightPx: 768 },
  { name: 'dark', widthPx: 1920, heightPx: 1080 },
] as const

/**
 * Looks at what stands there light and small, then dark and large, and goes back: each time axe-core finds nothing serious and
 * nothing runs out of the window. `CUTIS_SHOTS=FOLDER` keeps a picture of each.
 */
export async function examine(page: Page, name: string): Promise<void> {
  await rest(page)
  const before = page.viewportSize()
  for (const look of looks) {
    await wear(page, look)
    await findNothing(page, `${name}-${look.name}`)
  }
  await wear(page, { ...looks[0], ...(before ? { widthPx: before.width, heightPx: before.height } : {}) })
}

type Look = { readonly name: string; readonly widthPx: number; readonly heightPx: number }

async function wear(page: Page, { name, widthPx, heightPx }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: name === 'dark' ? 'dark' : 'light' })
  await page.setViewportSize({ width: widthPx, height: heightPx })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', name)
  await rest(page)
  await lieStill(page)
}

/** Waits until pictures and marks lie where they will stay; what is measured before that lies elsewhere a moment later. */
export const lieStill = (page: Page): Promise<void> => page.evaluate(layStill)

/** Pictures are fitted anew frames after their window has changed. */
function layStill(): Promise<void> {
  const lie = () =>
    [...document.querySelectorAll('canvas, svg > g[transform]')]
      .map(one => `${JSON.stringify(one.getBoundingClientRect())}${one.getAttribute('transform') ?? ''}`)
      .join('\n')
  return new Promise(resolve => {
    const frame = (left: number, before: string, alike: number): void => {
      const now = lie()
      const still = now === before ? alike + 1 : 0
      if (still === 8 || left === 0) resolve()
      else requestAnimationFrame(() => frame(left - 1, now, still))
    }
    frame(300, lie(), 0)
  })
}

/** A page that always asks for something does not keep a walk waiting for ever. */
const rest = (page: Page): Promise<void> =>
  page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined)

async function findNothing(page: Page, name: string): Promise<void> {
  if (shots) {
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: join(shots, `${name}.png`) })
  }
  // Every rule runs as before; what passed is only counted, because nobody here reads a selector for each of its elements.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect([name, sideways]).toEqual([name, 0])
}
