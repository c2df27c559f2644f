import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { browserPath, ended, startShell } from './shell.ts'

/** Where a run keeps the clinic that its first demo walk has drawn; unset outside a run, where each draws its own. */
const roomVariable = 'CUTIS_WALK_DEMO'

/** Before a run: a place for the drawn demo clinic. The function it answers removes it after the run. */
export default function prepareRun(): () => void {
  const room = mkdtempSync(join(tmpdir(), 'cutis-walk-demo-'))
  process.env[roomVariable] = room
  return () => rmSync(room, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/**
 * Puts a demo clinic, told to its end and all of it at its clinic server, into `folder`. It is drawn once in a run, because its
 * pictures take most of a minute in which a walk would wait, or would find a case half told.
 */
export async function placeDemo(folder: string): Promise<void> {
  const room = process.env[roomVariable]
  if (room === undefined) return drawDemo(folder)
  const drawn = join(room, 'drawn')
  if (!existsSync(drawn)) {
    const begun = mkdtempSync(join(room, 'begun-'))
    await drawDemo(begun)
    renameSync(begun, drawn)
  }
  cpSync(drawn, folder, { recursive: true })
}

const longestDrawingMs = 900_000

async function drawDemo(folder: string): Promise<void> {
  // The walk that happens to be the first has its own time on top of it.
  test.setTimeout(test.info().timeout + longestDrawingMs)
  const { shell, address, log } = await startShell(folder, true)
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--disable-gpu'],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  try {
    const page = await browser.newPage()
    await page.goto(address)
    await page
      .getByRole('button', { name: /Dr Ines Albrecht/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Sign in as Dr Ines Albrecht' }).click()
    const told = async (): Promise<string> => {
      // Somebody is there, or the workstation would lock itself in the middle of it.
      await page.mouse.wheel(0, 1)
      return log()
    }
    await expect.poll(told, { timeout: longestDrawingMs }).toContain('the demo clinic is told to its end')
    await expect(page.getByRole('button', { name: 'All at the clinic' })).toBeVisible({ timeout: 120_000 })
  } finally {
    await browser.close()
    await ended(shell)
  }
}
