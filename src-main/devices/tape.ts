/**
 * One transfer as it went over the wire. `channel` is 0 for a serial line and HID reports, 1 for HID features, and for USB the
 * endpoint's address, with 0 for control transfers: out is the eight setup bytes and the data sent, in is what came back.
 */
export interface Entry {
  /** Microseconds since the tape began. */
  readonly atUs: number
  readonly way: 'in' | 'out'
  readonly channel: number
  readonly bytes: Uint8Array
}

/** All that went over a wire, both ways, in order. What a decoder sees, today and when it is run again later. */
export interface Tape {
  /** Host time of the beginning, ISO 8601 with offset. */
  readonly startedAt: string
  readonly entries: readonly Entry[]
}
