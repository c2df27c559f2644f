import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type House, openHouse } from '../house.ts'
import { openGlass } from '../kernel/glass.ts'
import { openIncidents } from '../kernel/incidents.ts'
import { lastWords } from '../kernel/last-words.ts'
import { dataFolder, makePlace } from '../kernel/places.ts'
import { forkHelper } from '../kernel/process.ts'
import { findBrowser, hasDisplay, openWindow, type Window } from './browser.ts'
import { openSecrets } from './secrets.ts'
import { type Loopback, listen } from './server.ts'

/**
 * The loopback shell's entry: one engine, one port of this machine, one browser window that ends it.
 * Options: --data FOLDER, --demo, --no-window (serve and print the address), --port N.
 */
const say = (line: string) => void process.stdout.write(`${line}\n`)
const log = (line: string) => void process.stderr.write(`${new Date().toISOString()} ${line}\n`)
const built = import.meta.dirname
const options = optionsOf()
const folder = options.data ?? dataFolder(process.platform, process.env)

let house: House | undefined
let window: Window | undefined
let shell: Loopback | undefined
let closing = false

/** How large a JavaScript heap a process may have, MB. */
function heapOf(entry: string): number {
  if (entry === 'clinic') return 2048
  return entry === 'surveyor' ? 1024 : 256
}

async function openAt(demo: boolean): Promise<House> {
  return await openHouse({
    folder: makePlace(folder, demo ? 'demo' : 'clinic'),
    demo,
    shell: 'loopback',
    version: process.env['npm_package_version'] ?? '0.1.0',
    thread: join(built, 'vault-thread.js'),
    start: (entry, args) => forkHelper(join(built, `${entry}.js`), args, heapOf(entry)),
    openDemo: () => setImmediate(() => void moveToDemo().catch(giveUp)),
    now: () => new Date(),
    log,
  })
}

function optionsOf() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        'no-window': { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
      },
    }).values
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : ''} Known: --data FOLDER --demo --no-window --port N\n`,
    )
    process.exit(1)
  }
}

/** What nobody can mend from here is told in words, never by a stack that may quote a patient; it ends with 1. */
function giveUp(error: unknown): void {
  process.stderr.write(`${lastWords(error, folder, cause => openIncidents(log)('shell', cause))}\n`)
  window?.clean()
  process.exit(1)
}

/** The demo clinic is another house in another folder: it takes this one's place, and windows dial again. */
async function moveToDemo(): Promise<void> {
  await house?.close()
  house = await openAt(true)
  shell?.hangUp()
}

async function close(code: number): Promise<void> {
  if (closing) return
  closing = true
  await Promise.all([shell?.close(), window?.close()])
  await house?.close()
  process.exit(code)
}

async function serve(): Promise<void> {
  const opened = await openAt(options.demo)
  house = opened
  const browser = options['no-window'] ? undefined : findBrowser(process.platform, process.env)
  const showsWindow = browser !== undefined && hasDisplay(process.platform, process.env)
  // A person reads a printed address at their own pace; a browser started by us is there at once.
  const secrets = openSecrets(Date.now, showsWindow ? 60_000 : 15 * 60_000)
  const glass = await openGlass(join(built, '..', 'renderer'), 'socket')
  shell = await listen({ doors: () => house ?? opened, glass, secrets, port: Number(options.port) })
  const origin = `http://localhost:${shell.port}`
  if (showsWindow) return show(browser, origin, secrets.boot)
  say('Cutis serves without a window of its own. Open this address once in a browser on this machine:')
  say(`${origin}/#boot=${secrets.boot}`)
}

/** One window: Cutis lives as long as it does, and nothing of its profile outlives Cutis. */
function show(browser: string, origin: string, boot: string): void {
  window = openWindow(browser, origin, boot)
  say(`Cutis runs in ${browser}. Closing its window ends it.`)
  window.process.once('error', () => void close(1))
  window.process.once('exit', () => void close(0))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close(0))
process.on('uncaughtException', giveUp)
serve().catch(giveUp)
