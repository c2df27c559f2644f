import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'

const root = join(import.meta.dirname, '..', '..')

/** The engine alone, as after a crash of the browser: its address is good for one window. */
export async function startShell(folder: string, demo: boolean, engine: Readonly<Record<string, string>> = {}) {
  const args = [join(root, 'out', 'main', 'loopback.js'), '--no-window', '--data', folder, ...(demo ? ['--demo'] : [])]
  const shell = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Enough of the demo's patients for its day of work; all forty take minutes to draw.
    env: { ...process.env, ...(demo && { CUTIS_DEMO_PATIENTS: '16' }), ...engine },
  })
  let said = ''
  let logged = ''
  shell.stderr.on('data', piece => {
    logged += String(piece)
  })
  const address = await new Promise<string>((resolve, reject) => {
    shell.stdout.on('data', piece => {
      said += String(piece)
      const found = /http:\/\/localhost\S+/.exec(said)
      if (found) resolve(found[0])
    })
    shell.once('exit', code => reject(new Error(`the shell ended with ${code}: ${said}${logged}`)))
  })
  return { shell, address, log: () => logged }
}

/** The browser the walks use; throws where there is none. */
export const browserPath = (): string => {
  const found = findBrowser(process.platform, process.env)
  if (!found) throw new Error('a walk needs Chromium, Chrome or Edge')
  return found
}

/** Asks the engine to leave, and waits until it has. */
export async function ended(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return
  const gone = new Promise(resolve => shell.once('exit', resolve))
  shell.kill('SIGTERM')
  await gone
}
