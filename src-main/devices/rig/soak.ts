import { setTimeout as sleep } from 'node:timers/promises'
import type { Driver } from '../driver.ts'
import { contecDriver, contecOldDriver } from '../drivers/contec/index.ts'
import { frameOf, openFrameReader } from '../drivers/nonin/frames.ts'
import { noninDriver } from '../drivers/nonin/index.ts'
import { kernDriver } from '../drivers/scales/index.ts'
import { openLines } from '../drivers/serial-text.ts'
import { openSerialWire } from '../wires/serial.ts'
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

/** At the line rate or as near to it as whole frames allow: the three streams as fast as their devices ever send. */
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
]

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

/** All serial streams at once, each behind a pseudo terminal and the real serialport, for so many seconds. Needs socat. */
export const soak = async (seconds: number): Promise<readonly Soaked[]> =>
  await Promise.all(talkers.map(talker => soakOne(talker, seconds * 1000)))
