import { DeviceError } from '../../errors.ts'

export const headBytes = 12
/** A data container whose length the device does not know: it ends with a short packet. */
export const lengthUnknown = 0xffffffff

export const containerType = { command: 1, data: 2, response: 3, event: 4 } as const

export interface Head {
  readonly length: number
  readonly type: number
  readonly code: number
  readonly transaction: number
}

/** A response or an event with its parameters. */
export interface Message extends Head {
  readonly parameters: readonly number[]
}

/** A command container: u32 length, u16 type, u16 code, u32 transaction, at most five u32 (PIMA 15740 annex D.3). */
export function commandOf(code: number, transaction: number, parameters: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(headBytes + parameters.length * 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, bytes.length, true)
  view.setUint16(4, containerType.command, true)
  view.setUint16(6, code, true)
  view.setUint32(8, transaction, true)
  parameters.forEach((parameter, index) => view.setUint32(headBytes + index * 4, parameter, true))
  return bytes
}

/** The head of a container, or none while fewer than twelve bytes are here. */
export function headOf(bytes: Uint8Array): Head | undefined {
  if (bytes.length < headBytes) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true)
  const type = view.getUint16(4, true)
  if (length < headBytes || type < 1 || type > 4) throw new DeviceError('devices.protocol', 'container')
  return { length, type, code: view.getUint16(6, true), transaction: view.getUint32(8, true) }
}

/** A whole response (at most five parameters) or event (at most three). */
export function messageOf(bytes: Uint8Array): Message {
  const head = headOf(bytes)
  const most = head?.type === containerType.event ? 3 : 5
  if (!head || head.length > bytes.length || head.length > headBytes + most * 4 || head.length % 4 !== 0)
    throw new DeviceError('devices.protocol', 'message')
  const view = new DataView(bytes.buffer, bytes.byteOffset, head.length)
  const count = (head.length - headBytes) / 4
  return {
    ...head,
    parameters: Array.from({ length: count }, (_, index) => view.getUint32(headBytes + index * 4, true)),
  }
}
