/** Time a model lives in: virtual in process, real behind a PTY or umockdev. */
export interface Scheduler {
  /** Milliseconds since the model was plugged in. */
  readonly nowMs: () => number
  /** Runs later; the answer takes it back. */
  readonly after: (ms: number, run: () => void) => () => void
}

/** What a model can do to the host. */
export interface Stage extends Scheduler {
  /** Bytes to the host on a channel (see Entry): 0 for serial and HID reports, an IN endpoint's address for USB. */
  readonly say: (bytes: Uint8Array, channel?: number) => void
  /** Refuses the control transfer or endpoint. */
  readonly stall: (channel: number) => void
  readonly unplug: () => void
}

/** A device as seen from the cable. Control transfers come on channel 0 of a USB model: eight setup bytes, then data. */
export interface Model {
  hear(bytes: Uint8Array, channel: number): void
}

/** Plugs a device in. Models are written from the documents and know nothing of our drivers. */
export type PlugIn = (stage: Stage) => Model
