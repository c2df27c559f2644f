import { setTimeout as sleep } from 'node:timers/promises'
import type { Driver } from '../driver.ts'
import { contecDriver, contecOldDriver } from '../drivers/contec/index.ts'
import { freestyleDriver } from '../drivers/freestyle/index.ts'
import { frameOf, openFrameReader } from '../drivers/nonin/frames.ts'
import { noninDriver } from '../drivers/nonin/index.ts'
import { easyDriver, ultraDriver } from '../drivers/onetouch/index.ts'
import { kernDriver, smaDriver, tanitaDriver } from '../drivers/scales/index.ts'
import { tanitaLine } from '../drivers/scales/lines.ts'
import { openLines } from '../drivers/serial-text.ts'
import { taidocDriver } from '../drivers/taidoc/index.ts'
import { openRecorder, taped } from '../taped.ts'
import { openSerialWire } from '../wires/serial.ts'
import { easyModel, freestyleModel, scaleModel, taidocModel, ultraModel } from './meter-models.ts'
import type { PlugIn } from './model.ts'
import { packetBytes } from './nonin-model.ts'
import { openPty } from './pty.ts'

/** What went over one line in a soak. */
export interface Soaked {
  readonly driver: string
  readonly bytesSaid: number
  readonly bytesHeard: number
  readonly framesSaid: number
  readonly framesHeard: number
}

interface Talker {
  readonly driver: Driver<'serial'>
  /** One frame as a full line would carry it, and how many samples or lines it gives. */
  readonly frame: (turn: number) => Uint8Array
  readonly each: number
  readonly everyMs: number
  /** Counts what comes, as the driver cuts it. */
  readonly count: () => (bytes: Uint8Array) => number
}

const listening = (driver: Driver<'serial'>) => () => {
  const listener = driver.listen?.()
  return (bytes: Uint8Array): number => listener?.hear(bytes).length ?? 0
}

/** Devices that talk without being asked, as fast as they ever do. */
const talkers: readonly Talker[] = [
  {
    driver: contecDriver,
    frame: turn => Uint8Array.from([0x01, 0xe0, 0x86, 0x80 + (turn & 0x7f), 0x84, 0xbd, 0xe2, 0xc8, 0x80]),
    each: 1,
    everyMs: 1000 / 60,
    count: listening(contecDriver),
  },
  {
    driver: contecOldDriver,
    frame: turn => Uint8Array.from([0x86, turn & 0x7f, 4, 61, 98]),
    each: 1,
    everyMs: 1000 / 60,
    count: listening(contecOldDriver),
  },
  {
    driver: noninDriver,
    frame: turn => packetBytes(2, { pulse: 60 + (turn % 40), spo2: 90 + (turn % 10) }, turn),
    each: 25,
    everyMs: 1000 / 3,
    // By frames: the listener shows nothing before it is sure which format is spoken.
    count: () => {
      const reader = openFrameReader(frameOf)
      return bytes => reader.hear(bytes).filter(({ frame }) => frame).length
    },
  },
  {
    driver: kernDriver,
    frame: turn => Uint8Array.from(Buffer.from(`+00${String(60 + (turn % 40)).padStart(2, '0')}.40KG U\r\n`)),
    each: 1,
    everyMs: 130,
    count: () => {
      const lines = openLines()
      return bytes => lines(bytes).length
    },
  },
  {
    driver: tanitaDriver,
    frame: turn => Uint8Array.from(Buffer.from(weighing(turn))),
    each: 1,
    everyMs: 250,
    count: () => {
      const lines = openLines()
      return bytes => lines(bytes).filter(text => 'weight' in (tanitaLine(text) ?? {})).length
    },
  },
]

/** A Tanita says one long line for each weighing. */
const weighing = (turn: number): string => {
  const [fat, lean] = [15 + (turn % 5), 55 + (turn % 7)]
  const weight = fat + lean
  return `{0,16,~0,2,Wk,${weight},FW,${((fat * 100) / weight).toFixed(1)},fW,${fat},MW,${lean},CS,00\r\n`
}

interface Dialogue {
  readonly driver: Driver<'serial'>
  readonly model: PlugIn
  /** Readings that each import must give. */
  readonly readings: number
}

const forty = <T>(make: (at: number) => T): T[] => Array.from({ length: 40 }, (_, at) => make(at))
const two = (value: number): string => String(value).padStart(2, '0')

/** Devices that answer: imported again and again, whole each time. */
const dialogues: readonly Dialogue[] = [
  {
    driver: taidocDriver,
    model: taidocModel({
      model: 0x4277,
      records: forty(at => ({ time: [0x61, 0x34, at, 7], value: [100 + at, 0, 0, 0] })),
    }),
    readings: 40,
  },
  {
    driver: ultraDriver,
    model: ultraModel({
      serial: 'ABC12345X',
      records: forty(at => `P "SUN","03/01/26","07:${two(at)}:24   ","  1${two(at)} ","N","03", 00`),
    }),
    readings: 40,
  },
  {
    driver: easyDriver,
    model: easyModel({ serial: 'C1234ABCD', records: forty(at => [1_772_000_000 + at * 60, 90 + at] as const) }),
    readings: 40,
  },
  {
    driver: freestyleDriver,
    model: freestyleModel({ records: forty(at => `1${two(at)}  Mar  01 2026 07:${two(at)} G 0x00`) }),
    readings: 40,
  },
  {
    driver: smaDriver,
    model: scaleModel({ onRequest: true, shown: [[' 1G      71.400 kg \r\n', 1_000_000]] }),
    readings: 1,
  },
]

async function soakDialogue({ driver, model, readings }: Dialogue, endMs: number): Promise<Soaked> {
  const [line] = driver.manifest.lines ?? []
  if (!line) throw new Error('no line')
  const pty = await openPty(line, model)
  const { signal } = new AbortController()
  const context = { signal, progress: () => {}, now: () => new Date(), pause: (ms: number) => sleep(ms) }
  const wire = await openSerialWire(pty.path, line, { timeoutMs: 3000, signal })
  const soaked = { bytesHeard: 0, framesSaid: 0, framesHeard: 0 }
  const started = performance.now()
  try {
    while (performance.now() - started < endMs) {
      const recorder = openRecorder(context.now, () => Math.round(performance.now() * 1000))
      await driver.fetch?.(taped(wire, recorder), context)
      const tape = recorder.tape()
      soaked.bytesHeard += tape.entries.reduce((sum, { way, bytes }) => sum + (way === 'in' ? bytes.length : 0), 0)
      soaked.framesSaid += readings
      soaked.framesHeard += driver.decode?.(tape).readings.length ?? 0
    }
    // What is still on its way belongs to no import and must come all the same.
    for (;;) {
      const bytes = await wire.read({ timeoutMs: 500, signal }).catch(() => undefined)
      if (!bytes) break
      soaked.bytesHeard += bytes.length
    }
    return { driver: driver.manifest.id, bytesSaid: pty.said(), ...soaked }
  } finally {
    await wire.close()
    await pty.close()
  }
}

async function soakOne({ driver, frame, each, everyMs, count }: Talker, endMs: number): Promise<Soaked> {
  const [line] = driver.manifest.lines ?? []
  if (!line) throw new Error('no line')
  let turns = 0
  const plugIn: PlugIn = stage => {
    const talk = (): void => {
      if (stage.nowMs() > endMs) return
      stage.say(frame(turns))
      turns += 1
      // By the clock, not by the timer before: a late timer is caught up with.
      stage.after(Math.max(1, turns * everyMs - stage.nowMs()), talk)
    }
    stage.after(200, talk)
    return { hear: () => {} }
  }
  const pty = await openPty(line, plugIn)
  const { signal } = new AbortController()
  const wire = await openSerialWire(pty.path, line, { timeoutMs: 3000, signal })
  const hear = count()
  const heard = { bytes: 0, frames: 0 }
  try {
    for (;;) {
      const bytes = await wire.read({ timeoutMs: 2500, signal }).catch(() => undefined)
      if (!bytes) break
      heard.bytes += bytes.length
      heard.frames += hear(bytes)
    }
    await sleep(50)
    return {
      driver: driver.manifest.id,
      bytesSaid: pty.said(),
      bytesHeard: heard.bytes,
      framesSaid: turns * each,
      framesHeard: heard.frames,
    }
  } finally {
    await wire.close()
    await pty.close()
  }
}

/** All serial drivers at once, each behind a pseudo terminal and the real serialport, for so many seconds. Needs socat. */
export const soak = async (seconds: number): Promise<readonly Soaked[]> =>
  await Promise.all([
    ...talkers.map(talker => soakOne(talker, seconds * 1000)),
    ...dialogues.map(dialogue => soakDialogue(dialogue, seconds * 1000)),
  ])
