import type { Listener, Sample } from '../../driver.ts'

export interface OldLive {
  readonly signal: number
  readonly fingerOut: boolean
  readonly droppingSpO2: boolean
  readonly beep: boolean
  /** 0 to 127 */
  readonly pleth: number
  readonly bar: number
  readonly probeError: boolean
  readonly searching: boolean
  readonly pulse: number
  readonly spo2: number
}

export type Wrong = { readonly error: 'sync' | 'length' }

/** Five bytes of the CMS50's first protocol, sixty times a second: bit 7 is set in the first byte alone. */
export function oldLiveOf(packet: Uint8Array): OldLive | Wrong {
  if (packet.length !== 5) return { error: 'length' }
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, spo2 = 0] = packet
  if (packet.some((byte, at) => (byte & 0x80) !== (at === 0 ? 0x80 : 0))) return { error: 'sync' }
  return {
    signal: b0 & 0x0f,
    fingerOut: (b0 & 0x10) !== 0,
    droppingSpO2: (b0 & 0x20) !== 0,
    beep: (b0 & 0x40) !== 0,
    pleth: b1,
    bar: b2 & 0x0f,
    probeError: (b2 & 0x10) !== 0,
    searching: (b2 & 0x20) !== 0,
    pulse: ((b2 & 0x40) << 1) | b3,
    spo2,
  }
}

export interface Point {
  readonly pulse: number
  readonly spo2: number
}

/** One stored second: `F0` with bit 7 of the pulse, the rest of the pulse, the saturation. */
export function storedPointOf(bytes: Uint8Array): Point | Wrong {
  if (bytes.length !== 3) return { error: 'length' }
  const [head = 0, low = 0, spo2 = 0] = bytes
  if ((head & 0xfe) !== 0xf0 || (low & 0x80) === 0 || (spo2 & 0x80) !== 0) return { error: 'sync' }
  return { pulse: ((head & 1) << 7) | (low & 0x7f), spo2 }
}

const flagsOf = (live: OldLive): readonly string[] => [
  ...(live.fingerOut ? ['finger-out'] : []),
  ...(live.probeError ? ['probe-error'] : []),
  ...(live.searching ? ['searching'] : []),
  ...(live.droppingSpO2 ? ['low-spo2'] : []),
  ...(live.beep ? ['beat'] : []),
]

function sampleOf(live: OldLive): Sample {
  const isOff = live.fingerOut || live.probeError
  return {
    flags: flagsOf(live),
    ...(isOff ? {} : { pleth: live.pleth / 127 }),
    ...(isOff || live.pulse === 0 ? {} : { pulsePerMinute: live.pulse }),
    ...(isOff || live.spo2 === 0 || live.spo2 > 100 ? {} : { spo2: live.spo2 }),
  }
}

/** Samples of the stream: a byte with bit 7 set begins a packet, also in the middle of another. */
export function listenOld(): Listener {
  let held: number[] = []
  return {
    hear: bytes =>
      [...bytes].flatMap(byte => {
        if ((byte & 0x80) !== 0) held = [byte]
        else if (held.length > 0) held.push(byte)
        if (held.length < 5) return []
        const live = oldLiveOf(Uint8Array.from(held))
        held = []
        return 'error' in live ? [] : [sampleOf(live)]
      }),
  }
}
