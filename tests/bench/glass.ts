import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'

/** A real Chromium for a bench. */
export const launchGlass = (): Promise<Browser> => {
  const executablePath = findBrowser(process.platform, process.env)
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ ...(executablePath && { executablePath }), args })
}

/** A window at the desk, signed in and on Today. */
export async function openGlass(browser: Browser, at: { origin: string; session: string }): Promise<Page> {
  const glass = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await glass.addInitScript(secret => sessionStorage.setItem('cutis.session', secret), at.session)
  await glass.goto(`${at.origin}/`)
  await glass.getByRole('heading', { name: 'Today' }).waitFor()
  return glass
}
