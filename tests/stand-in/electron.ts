import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, startEngine } from './chromium.ts'
import { MessageChannelMain } from './ports.ts'
import { serveScheme } from './scheme.ts'
import { StandInWindow } from './window.ts'

/** The part of Electron's main-process API that Cutis uses, around the system's Chromium. A stand-in, never Electron. */
type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const windows: StandInWindow[] = []
let engine: Engine | undefined

class App extends EventEmitter {
  isSandboxed = false
  enableSandbox(): void {
    this.isSandboxed = true
  }
  requestSingleInstanceLock(): boolean {
    return true
  }
  getVersion(): string {
    const file = join(import.meta.dirname, '..', '..', 'package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  async whenReady(): Promise<void> {
    engine = await startEngine()
    process.stdout.write(`stand-in for Electron: ${engine.endpoint}\n`)
  }
  quit(): void {
    void engine?.close().finally(() => process.exit(0))
  }
}
export const app = new App()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.emit('window-all-closed'))

export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: { corsEnabled?: boolean } }[]): void {
    if (schemes.some(({ privileges }) => privileges.corsEnabled))
      throw new Error('corsEnabled lets other origins read us')
  },
  handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
}

export const ipcMain = new EventEmitter()
export { MessageChannelMain }

export class BrowserWindow extends StandInWindow {
  static getAllWindows = (): StandInWindow[] => windows
  constructor(options: ConstructorParameters<typeof StandInWindow>[0]) {
    super(options, { app, ipcMain, engine: () => engine, scheme: url => serveScheme(handlers, url) })
    windows.push(this)
  }
}

class Session {
  requestHandler: unknown
  checkHandler: unknown
  setPermissionRequestHandler(handler: unknown): void {
    this.requestHandler = handler
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.checkHandler = handler
  }
  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
}
export const session = { defaultSession: new Session() }

export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu(): void {} }
export const powerMonitor = new EventEmitter()
export const shell = { openExternal: async (): Promise<void> => {} }
export const safeStorage = {
  isEncryptionAvailable: (): boolean => false,
  getSelectedStorageBackend: (): string => 'unknown',
}

// The walk reaches power events by signal: a suspend is one line away from a real one.
process.on('SIGUSR2', () => powerMonitor.emit('suspend'))

export const utilityProcess = {
  fork(entry: string, args: readonly string[]) {
    const child = fork(entry, args, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const events = new EventEmitter()
    child.on('message', message => events.emit('message', message))
    child.on('exit', code => events.emit('exit', code ?? 1))
    return Object.assign(events, {
      postMessage: (message: object) => void (child.connected && child.send(message)),
      kill: () => child.kill(),
    })
  },
}
