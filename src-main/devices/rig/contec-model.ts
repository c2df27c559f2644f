import type { PlugIn } from './model.ts'

export interface ContecMake {
  /** One a user and segment: when it began, and saturation and pulse of each second. */
  readonly segments: readonly {
    readonly start: readonly [number, number, number, number, number, number]
    readonly seconds: readonly (readonly [spo2: number, pulse: number])[]
  }[]
  /** Sends a perfusion index with each stored second. */
  readonly perfusion?: boolean
  readonly silent?: boolean
  /** Says everything twice as a line with echo does. */
  readonly echo?: boolean
  /** Streams already when it is plugged in. */
  readonly streaming?: boolean
  /** What goes wrong with the bytes on their way: answers them, damaged or not. */
  readonly damage?: (bytes: Uint8Array) => Uint8Array
  /** Pulls its own plug after so many packets. */
  readonly unplugAfter?: number
}

/** A packet as the document writes it, by its own arithmetic and not by our codec's. */
function packet(type: number, ...data: readonly number[]): Uint8Array {
  let high = 0x80
  const low: number[] = []
  for (const [at, byte] of data.entries()) {
    if (byte > 127) high += 2 ** at
    low.push(128 + (byte % 128))
  }
  return Uint8Array.from([type, high, ...low])
}

type Segment = ContecMake['segments'][number]

/** The stored seconds of a segment as packets: one a packet with a perfusion index, else three. */
function pointsOf(seconds: Segment['seconds'], perfusion: boolean): readonly Uint8Array[] {
  if (perfusion) return seconds.map(([spo2, pulse]) => packet(0x09, spo2, pulse, 0x2c, 0x01))
  return Array.from({ length: Math.ceil(seconds.length / 3) }, (_, third) =>
    packet(0x0f, ...[0, 1, 2].flatMap(one => seconds[third * 3 + one] ?? [0x7f, 0xff])),
  )
}

const littleEndian = (length: number): readonly number[] => [0, 8, 16, 24].map(shift => (length >>> shift) & 0xff)

/** The bytes of a command, from the nine it comes in. */
function commandsIn(held: number[], bytes: Uint8Array, run: (code: number, args: readonly number[]) => void): void {
  for (const byte of bytes) {
    if (byte === 0x7d) held.length = 0
    held.push(byte)
    if (held.length !== 9 || held[0] !== 0x7d) continue
    const high = held[1] ?? 0
    const [code = 0, ...args] = held.slice(2).map((one, at) => (one & 0x7f) | (((high >> at) & 1) << 7))
    run(code, args)
  }
}

/** What a device answers to each command but those of the live stream, by the document. */
function answersOf(make: ContecMake): Readonly<Record<number, (args: readonly number[]) => readonly Uint8Array[]>> {
  let clock: readonly number[] = []
  const segmentOf = (at = 0): Segment => make.segments[at] ?? { start: [2000, 1, 1, 0, 0, 0], seconds: [] }
  return {
    0xa3: ([user = 0]) => [packet(0x0a, user, make.segments.length)],
    0xa4: ([user = 0, at = 0]) => [
      packet(0x08, user, at, ...littleEndian(segmentOf(at).seconds.length * (make.perfusion ? 4 : 2))),
    ],
    0xa5: ([user = 0, at = 0]) => {
      const [year, month, day, ...time] = segmentOf(at).start
      return [
        packet(0x07, user, at, Math.floor(year / 100), year % 100, month, day),
        packet(0x12, user, at, ...time, 0),
      ]
    },
    0xa6: ([, at]) => [...pointsOf(segmentOf(at).seconds, make.perfusion === true), packet(0x0c)],
    0xaa: () => [packet(0x04, ...Buffer.from('C50-007'))],
    0xad: () => [packet(0x10, 1)],
    0xb1: args => {
      clock = [...clock, ...args.slice(0, 3)]
      return [packet(0x0b, 0xb1, clock.length === 8 ? 0 : 5)]
    },
    0xb2: args => {
      clock = args.slice(0, 5)
      return [packet(0x0b, 0xb2, 0)]
    },
  }
}

/** A CMS50 with protocol V7.0, from Contec's document of 2010. */
export function contecModel(make: ContecMake): PlugIn {
  return stage => {
    let live = make.streaming === true
    let said = 0
    const say = (...packets: readonly Uint8Array[]): void => {
      for (const one of packets) {
        said += 1
        if (make.unplugAfter !== undefined && said > make.unplugAfter) return stage.unplug()
        stage.say(make.damage?.(one) ?? one)
      }
    }
    const stream = (): void => {
      if (!live) return
      const pleth = Math.round(63 + 60 * Math.sin(stage.nowMs() / 160))
      say(packet(0x01, 6, pleth, 4, 61, 98, 0xc8, 0x00))
      stage.after(1000 / 60, stream)
    }
    if (live) stage.after(1, stream)
    const answers = answersOf(make)
    const obey = (code: number, args: readonly number[]): void => {
      const wasLive = live
      if (code === 0xa1) live = true
      if (code === 0xa2) live = false
      if (live && !wasLive) stream()
      if (code === 0xa2) say(packet(0x0c))
      say(...(answers[code]?.(args) ?? []))
    }
    const held: number[] = []
    return {
      hear: bytes => {
        if (make.silent) return
        if (make.echo) stage.say(bytes)
        commandsIn(held, bytes, (code, args) => stage.after(20, () => obey(code, args)))
      },
    }
  }
}

export interface ContecOldMake extends Pick<ContecMake, 'silent' | 'damage' | 'unplugAfter'> {
  readonly seconds: readonly (readonly [spo2: number, pulse: number])[]
}

/** A CMS50 of the first protocol: it streams from the moment it is on, and sends its recording when asked. */
export const contecOldModel =
  (make: ContecOldMake): PlugIn =>
  stage => {
    let said = 0
    let sending = false
    let heard = ''
    const say = (bytes: Uint8Array): void => {
      said += 1
      if (make.unplugAfter !== undefined && said > make.unplugAfter) return stage.unplug()
      stage.say(make.damage?.(bytes) ?? bytes)
    }
    const stream = (): void => {
      if (make.silent) return
      if (!sending) say(Uint8Array.from([0x86, Math.round(63 + 60 * Math.sin(stage.nowMs() / 160)), 4, 61, 98]))
      stage.after(1000 / 60, stream)
    }
    stage.after(1, stream)
    const send = (): void => {
      sending = true
      const points = make.seconds.flatMap(([spo2, pulse]) => [0xf0 + (pulse >> 7), 0x80 + (pulse & 0x7f), spo2])
      const length = points.length - 1
      say(Uint8Array.from([0xf2, 0x80, 0, 0xf2, 0x80, 0, 0xf2, 0x80, 0]))
      say(Uint8Array.from([0x80 + (length >> 14), 0x80 + ((length >> 7) & 0x7f), 0x80 + (length & 0x7f)]))
      for (let at = 0; at < points.length; at += 300) say(Uint8Array.from(points.slice(at, at + 300)))
    }
    return {
      hear: bytes => {
        if (make.silent) return
        heard = `${heard}${Buffer.from(bytes).toString('hex')}`.slice(-6)
        if (heard.endsWith('f5f5')) stage.after(50, send)
        if (heard.endsWith('f6f6f6')) sending = false
      },
    }
  }
