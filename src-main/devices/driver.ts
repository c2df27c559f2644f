import type { Tape } from './tape.ts'
import type { WireKind, Wires } from './wire.ts'

/** How a device is told from others. All parts given must fit. */
export interface Match {
  readonly vendorId?: number
  readonly productId?: number
  /** A USB interface class, subclass and protocol. */
  readonly usbClass?: readonly [number, number?, number?]
  readonly interfaceName?: RegExp
  readonly usagePage?: number
  /** A file or folder at a volume's root, for example DCIM. */
  readonly volumeHas?: string
}

export interface SerialLine {
  readonly baudRate: number
  readonly dataBits: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
  readonly stopBits: 1 | 2
}

/** What is known of a family of devices before one is touched. */
export interface Manifest<Kind extends WireKind = WireKind> {
  /** Lower-case, stable: it is part of every reading's identity. */
  readonly id: string
  /** Raised whenever `decode` can answer differently. */
  readonly version: number
  /** As a nurse would name it. */
  readonly label: string
  readonly wire: Kind
  readonly match: readonly Match[]
  /** Serial lines to try, in this order. */
  readonly lines?: readonly SerialLine[]
  readonly measures: readonly MeasureKind[]
  readonly abilities: readonly ('stored' | 'live' | 'images' | 'shutter' | 'clock')[]
}

/** What is measured. The codes, units and bounds of each stand in src-shared/clinical/measures.ts. */
export type MeasureKind =
  | 'spo2'
  | 'pulse'
  | 'perfusion-index'
  | 'blood-pressure'
  | 'temperature'
  | 'weight'
  | 'height'
  | 'bmi'
  | 'body-fat'
  | 'glucose'
  | 'activity'
  | 'scratch'

/** A number as the device gave it: decimal text with its digits kept, or why there is none (IEEE 11073-20601 special values). */
export type Figure =
  | { readonly value: string }
  | { readonly absent: 'not-a-number' | 'positive-infinity' | 'negative-infinity' | 'error' }

export interface Part {
  /** MDC code: partition × 65536 + term (ISO/IEEE 11073-10101). */
  readonly mdc: number
  readonly figure: Figure
  /** UCUM, the device's own unit: nothing is converted here. */
  readonly unit: string
}

export interface Reading {
  readonly kind: MeasureKind
  /** One part, or systolic, diastolic, mean and so on. */
  readonly parts: readonly Part[]
  /** `YYYY-MM-DDThh:mm:ss[.f]` by the device's own clock, without a zone. Absent where the device keeps no time. */
  readonly deviceTime?: string
  /** Where the device keeps no time but the tape tells when it was measured: microseconds since the tape began. */
  readonly atUs?: number
  /** The device's own user slot. */
  readonly user?: string
  /** Where the device keeps no time: what tells this stored reading from every other, the same at each import. */
  readonly mark?: string
  /** Lower-case words from the protocol: `movement`, `irregular-pulse`, `questionable`, `manual`, `control-solution`, `before-meal` … */
  readonly flags: readonly string[]
}

export interface DeviceIdentity {
  readonly maker?: string
  readonly model?: string
  readonly serial?: string
  readonly firmware?: string
  /** EUI-64 in hex, where the device has one. */
  readonly systemId?: string
}

/** What a tape says. A pure function of it: the same tape and version give the same answer. */
export interface Decoded {
  readonly device: DeviceIdentity
  /** What the device's clock showed, and when on the tape. */
  readonly clock?: { readonly deviceTime: string; readonly atUs: number }
  readonly readings: readonly Reading[]
  /** What was left out and why: a word and how often. `checksum`, `truncated`, `unstable`, `unknown-object` … */
  readonly dropped: Readonly<Record<string, number>>
}

/** A moment of a live measurement. Absent numbers are what the device says it does not know. */
export interface Sample {
  readonly spo2?: number
  readonly pulsePerMinute?: number
  /** 0 to 1 */
  readonly pleth?: number
  readonly perfusionPercent?: number
  readonly flags: readonly string[]
}

/** Turns the bytes of a live stream into samples, however they are cut. */
export interface Listener {
  hear(bytes: Uint8Array): readonly Sample[]
}

export interface Progress {
  readonly done: number
  /** Absent while it is not known. */
  readonly total?: number
  readonly unit: 'readings' | 'files' | 'bytes'
}

export interface Context {
  readonly signal: AbortSignal
  readonly progress: (progress: Progress) => void
  readonly now: () => Date
  /** Waits by the wire's clock, or rejects devices.cancelled. */
  readonly pause: (ms: number) => Promise<void>
}

/**
 * How one family of devices is spoken to. `fetch` asks until the device has told everything; what it says is on the tape, which is
 * kept before `decode` sees it. Never erases, never sets a clock unless `setClock` is called.
 */
export interface Driver<Kind extends WireKind = WireKind> {
  readonly manifest: Manifest<Kind>
  fetch?(wire: Wires[Kind], context: Context): Promise<void>
  decode?(tape: Tape): Decoded
  /** Starts a live stream and keeps it going until the signal ends it. */
  follow?(wire: Wires[Kind], context: Context): Promise<void>
  listen?(): Listener
  /** Sets the device's clock to local time `at` (`YYYY-MM-DDThh:mm:ss`). Only ever called for a person who asked. */
  setClock?(wire: Wires[Kind], at: string, context: Context): Promise<void>
}
