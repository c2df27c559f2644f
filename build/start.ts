import { join } from 'node:path'
import { findBrowser, hasDisplay } from '../src-main/shell-loopback/browser.ts'
import { electronBinary, fetchElectron } from './electron-binary.ts'
import { canInstall, install } from './peers.ts'
import { buildIfStale, root, run, say } from './run.ts'

/** `npm start [-- --demo --data FOLDER --no-window]`: builds, then opens the workstation in Electron or the loopback shell. */
const args = process.argv.slice(2)
const display = hasDisplay(process.platform, process.env)
const wantsWindow = display && !args.includes('--no-window')

const built = await buildIfStale()
if (built !== 0) process.exit(built)

const electron = wantsWindow ? (electronBinary() ?? fetchElectron()) : undefined
if (electron) {
  say('Opening Cutis in Electron.')
  process.exit(await run(electron, [join(root, 'out', 'main', 'electron.js'), ...args]))
}

say(
  wantsWindow
    ? 'No Electron binary on this machine: opening Cutis in the loopback shell.'
    : 'Opening the loopback shell.',
)
if (wantsWindow && !findBrowser(process.platform, process.env)) {
  if (!canInstall() || !install(['chromium']))
    say('No Chromium, Chrome or Edge found. Install one, or open the address below in one on this machine.')
}
process.exit(await run(process.execPath, [join(root, 'out', 'main', 'loopback.js'), ...args]))
