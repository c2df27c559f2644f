import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type House, openHouse } from '../house.ts'
import { openGlass } from '../kernel/glass.ts'
import { dataFolder } from '../kernel/places.ts'
import { forkHelper } from '../kernel/process.ts'
import { findBrowser, hasDisplay, openWindow } from './browser.ts'
import { openSecrets } from './secrets.ts'
import { type Loopback, listen } from './server.ts'

/**
 * The loopback shell's entry: one engine, one port of this machine, one browser window that ends it.
 * Options: --data FOLDER, --demo, --no-window (serve and print the address), --port N.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    demo: { type: 'boolean', default: false },
    'no-window': { type: 'boolean', default: false },
    port: { type: 'string' },
  },
})

const say = (line: string) => void process.stdout.write(`${line}\n`)
const built = import.meta.dirname
const folder = options.data ?? dataFolder(process.platform, process.env)

let house: House
let shell: Loopback | undefined
let closing = false

async function openAt(demo: boolean): Promise<House> {
  const place = join(folder, demo ? 'demo' : 'clinic')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  return await openHouse({
    folder: place,
    demo,
    shell: 'loopback',
    version: process.env['npm_package_version'] ?? '0.1.0',
    thread: join(built, 'vault-thread.js'),
    start: (entry, args) => forkHelper(join(built, `${entry}.js`), args, entry === 'clinic' ? 2048 : 256),
    openDemo: () => setImmediate(() => void moveToDemo()),
    now: () => new Date(),
    log: line => void process.stderr.write(`${new Date().toISOString()} ${line}\n`),
  })
}

/** The demo clinic is another house in another folder: it takes this one's place, and windows dial again. */
async function moveToDemo(): Promise<void> {
  await house.close()
  house = await openAt(true)
  shell?.hangUp()
}

async function close(code: number): Promise<void> {
  if (closing) return
  closing = true
  await shell?.close()
  await house.close()
  process.exit(code)
}

house = await openAt(options.demo)
const browser = options['no-window'] ? undefined : findBrowser(process.platform, process.env)
const showsWindow = browser !== undefined && hasDisplay(process.platform, process.env)
// A person reads a printed address at their own pace; a browser started by us is there at once.
const secrets = openSecrets(Date.now, showsWindow ? 60_000 : 15 * 60_000)
const glass = await openGlass(join(built, '..', 'renderer'))
shell = await listen({ doors: () => house, glass, secrets, port: Number(options.port ?? 0) })
const origin = `http://localhost:${shell.port}`

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close(0))

if (browser && showsWindow) {
  const window = openWindow(browser, origin, secrets.boot)
  say(`Cutis runs in ${browser}. Closing its window ends it.`)
  window.process.once('error', () => void close(1))
  window.process.once('exit', () => {
    window.clean()
    void close(0)
  })
} else {
  say('Cutis serves without a window of its own. Open this address once in a browser on this machine:')
  say(`${origin}/#boot=${secrets.boot}`)
}
