import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const elsewhere: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** The first Chromium-family browser of this machine, `CUTIS_BROWSER` before any other; undefined where there is none. */
export function findBrowser(platform: NodeJS.Platform, env: Env, runs = isRunnable): string | undefined {
  if (env['CUTIS_BROWSER']) return runs(env['CUTIS_BROWSER']) ? env['CUTIS_BROWSER'] : undefined
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const candidates = [
    ...onPath.flatMap(name => folders.map(folder => join(folder, name))),
    ...(elsewhere[platform] ?? []),
  ]
  return candidates.find(runs)
}

/** Whether a window can be shown: always on Windows and macOS, with a display server elsewhere. */
export const hasDisplay = (platform: NodeJS.Platform, env: Env): boolean =>
  platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])

export interface Window {
  readonly process: ChildProcess
  /** Removes the browser's profile and the redirect file: nothing it cached outlives the session. */
  clean(): void
  /** Ends the browser where it still runs, then cleans. */
  close(): Promise<void>
}

/**
 * Opens our page as an application window with a profile of its own. The one-shot secret goes by a file only this user
 * can read, because every account of the machine can read a process's arguments.
 */
export function openWindow(browser: string, origin: string, boot: string): Window {
  const folder = mkdtempSync(join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'cutis-window-'))
  const profile = join(folder, 'profile')
  const page = join(folder, 'open.html')
  mkdirSync(join(profile, 'Default'), { recursive: true, mode: 0o700 })
  writeFileSync(join(profile, 'Default', 'Preferences'), preferences, { mode: 0o600 })
  writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${origin}/#boot=${boot}">`, {
    mode: 0o600,
  })
  // In a process group of its own, so that all of it can be ended.
  const isGroup = process.platform !== 'win32'
  const child = spawn(browser, [...flags(profile), `--app=file://${page}`], { stdio: 'ignore', detached: isGroup })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()).once('error', () => resolve()))
  const clean = () => {
    // What the browser started may outlive it by a moment, and would write into its profile again after that was removed.
    if (isGroup && child.pid !== undefined) endGroup(child.pid)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return {
    process: child,
    clean,
    async close() {
      child.kill()
      const late = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
      await ended
      clearTimeout(late)
      clean()
    },
  }
}

const endsWithinMs = 3000

/** Ends every process of a group, those that are no longer there excepted. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody was left.
  }
}

/** Nothing typed is offered again, saved, translated or sent off to be spelled. */
const preferences = JSON.stringify({
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  credentials_enable_service: false,
  translate: { enabled: false },
  spellcheck: { use_spelling_service: false },
})

function flags(profile: string): string[] {
  const always = [
    `--user-data-dir=${profile}`,
    // Off the record: what is typed goes into no form history and no session file, both of which lie in clear.
    '--incognito',
    // Such a window keeps no permission either. The one page it ever shows asks for the camera by itself.
    '--auto-accept-camera-and-microphone-capture',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-features=Translate,MediaRouter,OptimizationHints',
    '--disk-cache-size=1',
    '--window-size=1440,900',
  ]
  // Chromium refuses its sandbox to root; Cutis is not meant to be run as root outside of a test machine.
  return process.getuid?.() === 0 ? [...always, '--no-sandbox', '--test-type'] : always
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
