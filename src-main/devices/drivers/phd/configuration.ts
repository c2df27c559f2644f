import { type Attribute, attributesBytes, attributesOf, ids, type MapEntry, mapOf, valueOf } from './attributes.ts'
import { octets, Reader, u16 } from './bytes.ts'

export const classes = { numeric: 0x0006, pmStore: 0x003d } as const

/** One object that an agent will report on. */
export interface DeviceObject {
  readonly objectClass: number
  readonly handle: number
  readonly attributes: readonly Attribute[]
  /** How the octets of a fixed report are to be read. */
  readonly map: readonly MapEntry[]
  /** What a scanner reports in a grouped report, object by object. */
  readonly scans: readonly { readonly handle: number; readonly map: readonly MapEntry[] }[]
}

export interface Configuration {
  readonly id: number
  readonly objects: ReadonlyMap<number, DeviceObject>
}

const scanOf = (reader: Reader) => ({ handle: reader.u16(), map: mapOf(reader) })

function objectOf(reader: Reader): DeviceObject {
  const objectClass = reader.u16()
  const handle = reader.u16()
  const attributes = attributesOf(reader)
  const map = valueOf(attributes, ids.valueMap)
  const scans = valueOf(attributes, ids.scannerMap)
  return {
    objectClass,
    handle,
    attributes,
    map: map ? mapOf(new Reader(map)) : [],
    scans: scans ? new Reader(scans).exact(scanOf) : [],
  }
}

/** Decodes the information of a configuration event report (ConfigReport of IEEE 11073-20601). */
export function configurationOf(info: Uint8Array): Configuration {
  const reader = new Reader(info)
  const id = reader.u16()
  return { id, objects: new Map(reader.exact(objectOf).map(object => [object.handle, object])) }
}

/** The information of a configuration event report. */
export const configurationBytes = ({ id, objects }: Configuration): readonly number[] => [
  ...u16(id),
  ...u16(objects.size),
  ...octets(
    [...objects.values()].flatMap(({ objectClass, handle, attributes }) => [
      ...u16(objectClass),
      ...u16(handle),
      ...attributesBytes(attributes),
    ]),
  ),
]
