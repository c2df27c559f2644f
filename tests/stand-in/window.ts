import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import type { Engine } from './chromium.ts'
import type { StandInPort } from './ports.ts'
import { preloadWorld } from './preload-world.ts'

interface Around {
  readonly app: EventEmitter & { readonly isSandboxed: boolean }
  readonly ipcMain: EventEmitter
  readonly engine: () => Engine | undefined
  readonly scheme: (url: string) => Promise<string>
}
interface Options {
  readonly webPreferences: {
    readonly preload: string
    readonly sandbox: boolean
    readonly contextIsolation: boolean
    readonly nodeIntegration: boolean
    readonly webviewTag: boolean
  }
}
type Packed = { readonly text: string } | { readonly base64: string }
type Word =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'port'; readonly id: number; readonly data: Packed }

const world = 'cutis-preload'
let ids = 0

/** A window: a page of Chromium whose preload runs in an isolated world. It refuses what Electron's checklist refuses. */
export class StandInWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), { id: ++ids, setWindowOpenHandler(): void {} })
  readonly #ports = new Map<number, StandInPort>()
  readonly #around: Around
  readonly #preload: string
  #page: Page | undefined
  #debug: CDPSession | undefined
  #context: number | undefined

  constructor({ webPreferences }: Options, around: Around) {
    super()
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = webPreferences
    if (!sandbox || !contextIsolation || nodeIntegration || webviewTag || !around.app.isSandboxed)
      throw new Error('insecure webPreferences')
    this.#around = around
    this.#preload = readFileSync(webPreferences.preload, 'utf8')
  }

  async loadURL(url: string): Promise<void> {
    const engine = this.#around.engine()
    if (!engine) throw new Error('the app is not ready')
    const context = engine.browser.contexts()[0] ?? (await engine.browser.newContext())
    const page = context.pages()[0] ?? (await context.newPage())
    this.#page = page
    const debug = await context.newCDPSession(page)
    this.#debug = debug
    debug.on('Runtime.executionContextCreated', ({ context: made }) => {
      if (made.name === world) this.#context = made.id
    })
    debug.on('Runtime.bindingCalled', ({ payload }) => this.#hear(JSON.parse(payload) as Word, url))
    await debug.send('Runtime.enable')
    await debug.send('Page.enable')
    await debug.send('Runtime.addBinding', { name: 'cutisStandIn', executionContextName: world })
    await debug.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadWorld(this.#preload), worldName: world })
    await page.goto(await this.#around.scheme(url))
    this.emit('ready-to-show')
  }

  show(): void {}
  focus(): void {}
  reload(): void {
    void this.#page?.reload()
  }

  #hear(word: Word, url: string): void {
    if (word.kind === 'port') return this.#ports.get(word.id)?.postMessage(unpacked(word.data))
    const senderFrame = {
      url,
      parent: null,
      postMessage: (channel: string, message: unknown, ports: StandInPort[]) => this.#post(channel, message, ports),
    }
    this.#around.ipcMain.emit(word.channel, { sender: this.webContents, senderFrame }, ...word.args)
  }

  #post(channel: string, message: unknown, ports: readonly StandInPort[]): void {
    const named = ports.map(port => {
      const id = ++ids
      this.#ports.set(id, port)
      port.on('message', ({ data }: { data: unknown }) => this.#say({ kind: 'port', id, data: packed(data) }))
      return id
    })
    this.#say({ kind: 'message', channel, message, ports: named })
    for (const port of ports) port.start()
  }

  #say(word: object): void {
    const expression = `cutisHear(${JSON.stringify(word)})`
    const asked = { expression, ...(this.#context !== undefined && { contextId: this.#context }) }
    // A page that is being left has no world to speak to.
    void this.#debug?.send('Runtime.evaluate', asked).catch(() => {})
  }
}

const packed = (data: unknown): Packed =>
  typeof data === 'string' ? { text: data } : { base64: Buffer.from(data as Uint8Array).toString('base64') }
const unpacked = (data: Packed): unknown =>
  'text' in data ? data.text : Uint8Array.from(Buffer.from(data.base64, 'base64'))
