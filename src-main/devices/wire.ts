/** No wait is endless and every wait can be ended: at the time or the signal the call rejects with a DeviceError. */
export interface Wait {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

interface Closing {
  /** Lets go of the handle, also when the device is gone. May be called twice. */
  close(): Promise<void>
}

/** Bytes in a row, cut anywhere: a serial line. */
export interface SerialWire extends Closing {
  readonly kind: 'serial'
  /** The next bytes, at least one. Rejects devices.noAnswer, devices.gone, devices.cancelled. */
  read(wait: Wait): Promise<Uint8Array>
  write(bytes: Uint8Array, wait: Wait): Promise<void>
}

/** Reports of a HID device. Reports without an id begin with the first byte of data when read, and with 00 when written. */
export interface HidWire extends Closing {
  readonly kind: 'hid'
  read(wait: Wait): Promise<Uint8Array>
  write(report: Uint8Array, wait: Wait): Promise<void>
  /** Sends a feature report, its id first. */
  feature(report: Uint8Array, wait: Wait): Promise<void>
}

/** The eight bytes that open a USB control transfer, without its length (USB 2.0 §9.3). */
export interface Setup {
  readonly requestType: number
  readonly request: number
  readonly value: number
  readonly index: number
}

export interface Endpoint {
  /** As on the bus: bit 7 set for IN. */
  readonly address: number
  readonly type: 'bulk' | 'interrupt' | 'isochronous' | 'control'
  readonly packetSize: number
}

/** One claimed interface of a USB device. */
export interface UsbWire extends Closing {
  readonly kind: 'usb'
  readonly interfaceNumber: number
  readonly endpoints: readonly Endpoint[]
  /** `data` is sent for an OUT request; for an IN request it is how many bytes may come. A stall rejects devices.stalled. */
  control(setup: Setup, data: Uint8Array | number, wait: Wait): Promise<Uint8Array>
  /** At most `length` bytes of one bulk or interrupt transfer; fewer when the device sends a short packet. */
  transferIn(endpoint: number, length: number, wait: Wait): Promise<Uint8Array>
  transferOut(endpoint: number, bytes: Uint8Array, wait: Wait): Promise<void>
  clearHalt(endpoint: number): Promise<void>
}

export interface FileFace {
  /** Below the root, with forward slashes. */
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAt: string
}

/** A mounted volume or a watched folder. It is read, never written. */
export interface FolderWire extends Closing {
  readonly kind: 'folder'
  readonly files: (wait: Wait) => Promise<readonly FileFace[]>
  /** Bytes [start, endExclusive) of one file. Rejects devices.gone, devices.fileChanged. */
  read(path: string, range: { readonly start: number; readonly endExclusive: number }, wait: Wait): Promise<Uint8Array>
}

export interface Wires {
  readonly serial: SerialWire
  readonly hid: HidWire
  readonly usb: UsbWire
  readonly folder: FolderWire
}
export type WireKind = keyof Wires
export type Wire = Wires[WireKind]
