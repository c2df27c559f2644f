import { fieldsOf } from './bytes.ts'
import { operation } from './codes.ts'

export interface DeviceInfo {
  readonly vendorExtension: number
  readonly operations: readonly number[]
  readonly events: readonly number[]
  readonly imageFormats: readonly number[]
  readonly maker: string
  readonly model: string
  readonly version: string
  readonly serial: string
}

export interface ObjectInfo {
  readonly storage: number
  readonly format: number
  readonly sizeBytes: number
  readonly width: number
  readonly height: number
  readonly parent: number
  readonly name: string
  /** `YYYYMMDDThhmmss…` as the device writes it; often empty on phones. */
  readonly capturedAt: string
}

/** The DeviceInfo dataset (ISO 15740 §5.5.1). */
export function deviceInfoOf(bytes: Uint8Array): DeviceInfo {
  const fields = fieldsOf(bytes, 'device information')
  fields.skip(2)
  const vendorExtension = fields.u32()
  fields.skip(2)
  fields.text()
  fields.skip(2)
  const operations = fields.array(2)
  const events = fields.array(2)
  fields.array(2)
  fields.array(2)
  const imageFormats = fields.array(2)
  const [maker, model, version] = [fields.text(), fields.text(), fields.text()]
  return { vendorExtension, operations, events, imageFormats, maker, model, version, serial: fields.text() }
}

/** The ObjectInfo dataset (ISO 15740 §5.5.2): 52 fixed bytes, then four strings. */
export function objectInfoOf(bytes: Uint8Array): ObjectInfo {
  const fields = fieldsOf(bytes, 'object information')
  const storage = fields.u32()
  const format = fields.u16()
  fields.skip(2)
  const sizeBytes = fields.u32()
  fields.skip(14)
  const [width, height] = [fields.u32(), fields.u32()]
  fields.skip(4)
  const parent = fields.u32()
  fields.skip(10)
  const name = fields.text()
  return { storage, format, sizeBytes, width, height, parent, name, capturedAt: fields.text() }
}

/** A u32 array alone: storages or handles. */
export const numbersOf = (bytes: Uint8Array): readonly number[] => fieldsOf(bytes, 'list').array(4)

export interface Offers {
  readonly shutter: boolean
  readonly partial: boolean
}

/** What may be asked of a device: only what it lists itself. Erasing is never among it. */
export const offersOf = (operations: readonly number[]): Offers => ({
  shutter: operations.includes(operation.initiateCapture),
  partial: operations.includes(operation.getPartialObject),
})

/** `YYYYMMDDThhmmss` to `YYYY-MM-DDThh:mm:ss`; the zone, where one stands, is the device's own claim and is left out. */
export function localTimeOf(text: string): string | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(text) ?? []
  if (!second) return undefined
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const parsed = new Date(`${local}Z`)
  // Cameras without a set clock write zeros, and Date would move 31 February on.
  return Number.isFinite(parsed.getTime()) && parsed.toISOString().startsWith(local) ? local : undefined
}
