import { type ChildProcess, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page, test } from '@playwright/test'
import { generateSync } from 'otplib'
import { cameraArguments, type Film, writeFilm } from '../pictures/camera.ts'
import { placeDemo } from './demo-clinic.ts'
import { browserPath, ended, startShell } from './shell.ts'

/** A running workstation and the browser in front of it, as a person would have them. */
export interface Workstation {
  readonly page: Page
  readonly context: BrowserContext
  readonly folder: string
  readonly profile: string
  readonly shell: ChildProcess
  readonly film: Film
  /** What the engine wrote to its log. */
  readonly log: () => string
  /** The process of the embedded clinic. */
  clinicPid(): number
  /** Ends browser and engine in order; the data folder stays. */
  leave(): Promise<void>
  /** Removes everything that was made. */
  clean(): void
}

export interface Wanted {
  /** The demo clinic, told to its end. */
  readonly demo?: boolean
  readonly folder?: string
  readonly widthPx?: number
  readonly heightPx?: number
  /** `built-in` is Chromium's own, whose exposure and focus can be set. */
  readonly camera?: 'film' | 'built-in' | 'none' | 'denied'
  readonly dark?: boolean
  /** More for the engine's environment: simulated ports and folders. */
  readonly engine?: Readonly<Record<string, string>>
}

/** Starts the built loopback shell on a folder, and a Chromium whose camera plays a film. */
export async function openWorkstation(wanted: Wanted = {}): Promise<Workstation> {
  const place = mkdtempSync(join(tmpdir(), 'cutis-walk-'))
  const folder = wanted.folder ?? join(place, 'data')
  const profile = join(place, 'browser')
  mkdirSync(profile)
  if (wanted.demo === true && !existsSync(folder)) await placeDemo(folder)
  const film = await writeFilm({ path: join(place, 'camera.mjpeg'), pictures: 1 })
  const { shell, address, log } = await startShell(folder, wanted.demo === true, wanted.engine)
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: [...cameraOf(wanted, film), '--disable-background-networking', '--disable-component-update', '--disable-gpu'],
    chromiumSandbox: process.getuid?.() !== 0,
    // Its profile is made below this folder, where a test can look for what it wrote.
    env: { ...process.env, TMPDIR: profile },
  })
  // Off the record, as the shell's own window is.
  const context = await browser.newContext({
    viewport: { width: wanted.widthPx ?? 1366, height: wanted.heightPx ?? 768 },
    colorScheme: wanted.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(wanted.camera === 'denied' ? { permissions: [] } : {}),
  })
  // What cannot be clicked is told where it stands, long before the walk's own time is over.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.goto(address)
  return {
    page,
    context,
    folder,
    profile,
    shell,
    film,
    log,
    clinicPid: () => childOf(shell, 'clinic.js'),
    leave: async () => {
      await sayWhatStands(page)
      await browser.close()
      // A walk that failed while the clinic stood still: it could not be asked to leave.
      if (shell.exitCode === null) process.kill(childOf(shell, 'clinic.js'), 'SIGCONT')
      await ended(shell)
    },
    clean: () => rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  }
}

/** A walk that failed is printed with what stood on its page in the end: everything in it is invented. */
async function sayWhatStands(page: Page): Promise<void> {
  try {
    const body = await page.locator('body').ariaSnapshot({ timeout: 5000 })
    await test.info().attach('what stood there', { body, contentType: 'text/plain' })
  } catch {
    // The page is gone already, or it is a bench that opened it.
  }
}

function cameraOf({ camera = 'film' }: Wanted, film: Film): string[] {
  if (camera === 'film') return cameraArguments(film)
  if (camera === 'built-in') return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  // Without the switch that grants it, a page that may not ask is refused; without a device there is none to find.
  return camera === 'denied' ? ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] : []
}

function childOf(shell: ChildProcess, entry: string): number {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(shell.pid)], { encoding: 'utf8' }).split('\n')
  const line = lines.find(text => text.includes(entry))
  if (!line) throw new Error(`no ${entry} under the shell`)
  return Number.parseInt(line.trim(), 10)
}

/** The code an authenticator app shows at this moment. */
export const codeNow = (secret: string): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) })

/** The code of the half minute that comes: good already, and not spent where one signed in a moment ago. */
export const codeNext = (secret: string): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 })
