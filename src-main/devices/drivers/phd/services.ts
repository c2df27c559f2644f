import { type Attribute, attributesOf } from './attributes.ts'
import { octets, Reader, u16, u32 } from './bytes.ts'

export interface EventReport {
  readonly handle: number
  /** In 125 µs; FFFFFFFF where the device keeps none. */
  readonly time: number
  readonly type: number
  readonly info: Uint8Array
}

export const events = { configuration: 0x0d1c, segmentData: 0x0d21 } as const
export const actions = { segmentInfo: 0x0c0d, dataRequest: 0x0c1b, triggerSegment: 0x0c1c } as const

/** The body of an event report, and of the answer to one. */
export function eventOf(body: Uint8Array): EventReport {
  const reader = new Reader(body)
  return { handle: reader.u16(), time: reader.u32(), type: reader.u16(), info: reader.octets() }
}

export const eventBytes = ({ handle, time, type, info }: EventReport): Uint8Array =>
  Uint8Array.from([...u16(handle), ...u32(time), ...u16(type), ...octets(info)])

export interface Action {
  readonly handle: number
  readonly type: number
  readonly info: Uint8Array
}

/** The body of an action, and of the answer to one. */
export function actionOf(body: Uint8Array): Action {
  const reader = new Reader(body)
  return { handle: reader.u16(), type: reader.u16(), info: reader.octets() }
}

export const actionBytes = ({ handle, type, info }: Action): Uint8Array =>
  Uint8Array.from([...u16(handle), ...u16(type), ...octets(info)])

/** Asks for all attributes of an object: an empty list of identifiers. */
export const getBytes = (handle: number): Uint8Array => Uint8Array.from([...u16(handle), ...u16(0), ...u16(0)])

/** The body of the answer to a Get. */
export function gotOf(body: Uint8Array): { readonly handle: number; readonly attributes: readonly Attribute[] } {
  const reader = new Reader(body)
  return { handle: reader.u16(), attributes: attributesOf(reader) }
}

/** What a manager says to a configuration: its number and a result (ConfigReportRsp). */
export function verdictOf(info: Uint8Array): { readonly id: number; readonly result: number } {
  const reader = new Reader(info)
  return { id: reader.u16(), result: reader.u16() }
}
