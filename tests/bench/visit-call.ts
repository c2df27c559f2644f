import { join } from 'node:path'
import { type Browser, type BrowserServer, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { root } from '../../build/run.ts'
import type { Networks } from './visit-net.ts'
import type { Side, SideSeen, SideWish } from './visit-page.ts'
import type { Rooms } from './visit-rooms.ts'
import type { Size } from './visit-stamp.ts'

export type Kind = 'ours' | 'bare'
type Seat = 'clinician' | 'patient'

/** A browser in each network. */
export interface Glasses {
  readonly pages: Readonly<Record<Seat, Page>>
  readonly pids: readonly number[]
  readonly script: string
  close(): Promise<void>
}

const switches = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--ignore-certificate-errors',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--no-sandbox',
]

export async function openGlasses({ browser }: Networks): Promise<Glasses> {
  const open = async (executablePath: string): Promise<[BrowserServer, Browser, Page]> => {
    const server = await chromium.launchServer({ executablePath, args: switches })
    const connected = await chromium.connect(server.wsEndpoint())
    const context = await connected.newContext({ ignoreHTTPSErrors: true, viewport: { width: 800, height: 600 } })
    return [server, connected, await context.newPage()]
  }
  const bundle = await rolldown({ input: join(root, 'tests/bench/visit-page.ts') })
  const { output } = await bundle.generate({ format: 'iife', name: 'visitPage' })
  const opened = await Promise.all([open(browser.clinician), open(browser.patient)])
  const [[, , clinician], [, , patient]] = opened
  return {
    pages: { clinician, patient },
    pids: opened.map(([server]) => server.process().pid ?? 0),
    script: output[0].code,
    close: async () => {
      for (const [server] of opened) await server.close()
    },
  }
}

export interface RunningCall {
  /** Lets the patient in; answers when. */
  admit(): Promise<number>
  seen(): Promise<Readonly<Record<Seat, SideSeen>>>
  ages(): Promise<Readonly<Record<Seat, number[]>>>
  /** What the clinician's side has sent so far, bytes. */
  sentBytes(): Promise<number>
  close(): Promise<void>
}

export interface CallWish {
  readonly kind: Kind
  readonly camera: SideWish['camera']
  readonly size: Size
}

export interface House {
  readonly nets: Networks
  readonly rooms: Rooms
  readonly glasses: Glasses
}

type Told = { readonly side: Side; openVisitSide(wish: SideWish): Promise<void> }
const seats = ['clinician', 'patient'] as const

/** Both sides seated, nobody admitted. */
export async function openBenchCall({ rooms, glasses }: House, wish: CallWish): Promise<RunningCall> {
  const ways = await rooms[wish.kind]()
  const { pages } = glasses
  await Promise.all(
    seats.map(async seat => {
      const { page: address, ...way } = ways[seat]
      await pages[seat].goto(address)
      await pages[seat].evaluate(glasses.script)
      await pages[seat].evaluate(told => (globalThis as unknown as Told).openVisitSide(told), { ...way, ...wish, seat })
    }),
  )
  // Both are in the room before anybody is admitted.
  await new Promise(resolve => setTimeout(resolve, 700))
  const both = async <T>(ask: (page: Page) => Promise<T>): Promise<Record<Seat, T>> => {
    const [clinician, patient] = await Promise.all([ask(pages.clinician), ask(pages.patient)])
    return { clinician, patient }
  }
  return {
    admit: () => pages.clinician.evaluate(() => (globalThis as unknown as Told).side.admit()),
    seen: () => both(page => page.evaluate(() => (globalThis as unknown as Told).side.seen())),
    ages: () => both(page => page.evaluate(() => (globalThis as unknown as Told).side.ages())),
    sentBytes: () => pages.clinician.evaluate(() => (globalThis as unknown as Told).side.sentBytes()),
    close: async () => void (await both(page => page.evaluate(() => (globalThis as unknown as Told).side.close()))),
  }
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Asks until the answer fits; undefined where it never does within `withinMs`. */
export async function until<T>(
  ask: () => Promise<T>,
  fits: (seen: T) => boolean,
  withinMs: number,
): Promise<T | undefined> {
  const from = Date.now()
  while (Date.now() - from < withinMs) {
    const seen = await ask()
    if (fits(seen)) return seen
    await pause(40)
  }
  return undefined
}

/** A call whose pictures are seen on both sides; answers how long that took after the admission, ms. */
export async function connected(call: RunningCall): Promise<number> {
  const from = await call.admit()
  const isShown = ({ clinician, patient }: Record<Seat, SideSeen>) => clinician.firstAt > 0 && patient.firstAt > 0
  const seen = await until(() => call.seen(), isShown, 30_000)
  if (!seen) throw new Error('the sides never saw each other')
  return Math.max(seen.clinician.firstAt, seen.patient.firstAt) - from
}
