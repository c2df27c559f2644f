import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, powerMonitor, safeStorage, session, utilityProcess } from 'electron'
import { type House, openHouse } from '../house.ts'
import { openGlass } from '../kernel/glass.ts'
import { dataFolder } from '../kernel/places.ts'
import type { Helper } from '../kernel/process.ts'
import { declareScheme, hangDoors } from './doors.ts'
import { keychainOf } from './keychain.ts'
import { menuTemplate } from './menu.ts'
import { guard, openWindow } from './window.ts'

/** The Electron shell's entry: windows, scheme, menu and power events around the same engine as the loopback shell. */
const built = import.meta.dirname
const folder = argument('--data') ?? dataFolder(process.platform, process.env)
let house: House

app.enableSandbox()
declareScheme()
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

async function start(): Promise<void> {
  const glass = await openGlass(join(built, '..', 'renderer'), 'port')
  house = await openAt(process.argv.includes('--demo'))
  guard(session.defaultSession)
  hangDoors(
    () => house,
    glass,
    () => new Set(BrowserWindow.getAllWindows().map(window => window.webContents.id)),
  )
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, () => void house.lock('person'))))
  openWindow(join(built, '..', 'preload'))
  powerMonitor.on('suspend', () => void house.lock('suspend'))
  powerMonitor.on('lock-screen', () => void house.lock('screen'))
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
  app.on('window-all-closed', () => void house.close().then(() => app.quit()))
}

async function openAt(demo: boolean): Promise<House> {
  const place = join(folder, demo ? 'demo' : 'clinic')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  return await openHouse({
    folder: place,
    demo,
    shell: 'electron',
    version: app.getVersion(),
    keychain: keychain(),
    thread: join(built, 'vault-thread.js'),
    start: (entry, args) => startHelper(join(built, `${entry}.js`), args),
    openDemo: () => setImmediate(() => void moveToDemo()),
    now: () => new Date(),
    log: line => void process.stderr.write(`${new Date().toISOString()} ${line}\n`),
  })
}

/** The demo clinic takes this house's place; every window loads anew and dials the new one. */
async function moveToDemo(): Promise<void> {
  await house.close()
  house = await openAt(true)
  for (const window of BrowserWindow.getAllWindows()) window.reload()
}

function keychain(): string {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : undefined
  const signs = {
    platform: process.platform,
    available: safeStorage.isEncryptionAvailable(),
    backend,
    before: undefined,
  }
  const found = keychainOf(signs)
  return found.usable ? found.backend : `none (${found.why})`
}

/** RunAsNode is fused off in the package, so helpers are utility processes and never `fork`. */
function startHelper(entry: string, args: readonly string[] = []): Helper {
  const child = utilityProcess.fork(entry, [...args], { stdio: 'ignore' })
  return {
    send: message => child.postMessage(message),
    onMessage: listen => void child.on('message', listen),
    onExit: listen => void child.once('exit', code => listen(code)),
    kill: () => void child.kill(),
  }
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at >= 0 ? process.argv[at + 1] : undefined
}
