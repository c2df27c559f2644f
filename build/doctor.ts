import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser, hasDisplay } from '../src-main/shell-loopback/browser.ts'
import { electronBinary } from './electron-binary.ts'
import { peerPath, peers } from './peers.ts'
import { root, say } from './run.ts'

/** `npm run doctor`: what this machine has for running and testing Cutis, one line each. */
const line = (name: string, found: string | undefined, without: string) =>
  say(`${found ? 'yes' : 'no '}  ${name.padEnd(18)} ${found ?? without}`)

const keychain = (): string | undefined => {
  if (process.platform === 'darwin') return 'macOS Keychain'
  if (process.platform === 'win32') return 'Windows DPAPI'
  if (!process.env['DBUS_SESSION_BUS_ADDRESS']) return undefined
  const list = spawnSync('dbus-send', [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.ListActivatableNames',
  ])
  return ['org.freedesktop.secrets', 'org.kde.kwalletd6', 'org.kde.kwalletd5'].find(name =>
    String(list.stdout).includes(name),
  )
}

say(`Node ${process.versions.node} (Node-API ${process.versions.napi}) on ${process.platform} ${process.arch}, ${root}`)
line('Electron', electronBinary(), 'not here: npm start uses the loopback shell')
line(
  'Browser',
  findBrowser(process.platform, process.env),
  'none: install chromium, Chrome or Edge, or set CUTIS_BROWSER',
)
line(
  'Display',
  hasDisplay(process.platform, process.env) ? 'a window can be shown' : undefined,
  'none: npm start serves and prints the address',
)
line('Keychain', keychain(), 'none that answers: the password alone guards each key slot')
line(
  'Cameras',
  existsSync('/dev/video0') ? '/dev/video0' : undefined,
  'no /dev/video0 (other systems: ask the browser)',
)
for (const peer of peers) line(peer.name, peerPath(peer), `missing: ${peer.for} (apt: ${peer.apt})`)
line(
  'Root',
  process.getuid?.() === 0 ? 'power cuts and full disks can be tested' : undefined,
  'the power-cut campaign says not run',
)
