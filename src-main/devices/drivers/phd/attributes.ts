import { octets, Reader, u16, wrongBytes } from './bytes.ts'

export interface Attribute {
  readonly id: number
  readonly value: Uint8Array
}

/** Attribute identifiers of the object infrastructure (ISO/IEEE 11073-10101, partition 1). */
export const ids = {
  modelOfSystem: 0x0928,
  metricId: 0x092b,
  productionSpec: 0x092d,
  type: 0x092f,
  measurementStatus: 0x0947,
  systemId: 0x0984,
  dateAndTime: 0x0987,
  timeStamp: 0x0990,
  relativeTimeStamp: 0x0991,
  unit: 0x0996,
  relativeTimeStampFine: 0x09e9,
  configId: 0x0a44,
  basicNumeric: 0x0a4c,
  segmentMap: 0x0a4e,
  segmentPerson: 0x0a4f,
  scannerMap: 0x0a53,
  valueMap: 0x0a55,
  simpleNumeric: 0x0a56,
  systemTypes: 0x0a5a,
  supplementalTypes: 0x0a61,
  compoundSimple: 0x0a74,
  compoundBasic: 0x0a75,
  metricIdList: 0x0a76,
} as const

const attributeOf = (reader: Reader): Attribute => ({ id: reader.u16(), value: reader.octets() })

/** An attribute list: how many, how long, and each with its identifier and its length. */
export const attributesOf = (reader: Reader): readonly Attribute[] => reader.exact(attributeOf)

export const attributesBytes = (attributes: readonly Attribute[]): readonly number[] => [
  ...u16(attributes.length),
  ...octets(attributes.flatMap(({ id, value }) => [...u16(id), ...octets(value)])),
]

/** The value of an attribute; of two with the same identifier the last one counts. */
export const valueOf = (attributes: readonly Attribute[], id: number): Uint8Array | undefined =>
  attributes.findLast(attribute => attribute.id === id)?.value

/** Attributes whose values follow each other without identifiers: what, and how many octets. */
export interface MapEntry {
  readonly id: number
  readonly length: number
}

const mapEntryOf = (reader: Reader): MapEntry => {
  const entry = { id: reader.u16(), length: reader.u16() }
  // Values of no octets would let a short report hold endlessly many.
  if (entry.length === 0) throw wrongBytes('value map')
  return entry
}

/** An attribute value map (AttrValMap of IEEE 11073-20601). */
export const mapOf = (reader: Reader): readonly MapEntry[] => reader.exact(mapEntryOf)

/** How many octets the values of a map take. */
export const mapBytes = (map: readonly MapEntry[]): number => map.reduce((sum, { length }) => sum + length, 0)

/** A two-octet number of an attribute, or undefined where it is absent or has another size. */
export function numberOf(attributes: readonly Attribute[], id: number): number | undefined {
  const value = valueOf(attributes, id)
  return value?.length === 2 ? new Reader(value).u16() : undefined
}
