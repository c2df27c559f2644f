import { ids } from './attributes.ts'
import { octets, u16 } from './bytes.ts'
import { type Configuration, classes, configurationBytes, configurationOf, type DeviceObject } from './configuration.ts'

type Field = readonly [id: number, value: readonly number[]]

const term = (code: number): Field => [ids.type, [...u16(2), ...u16(code)]]
const metricSpec = (bits: number): Field => [0x0a46, u16(bits)]
const unit = (code: number): Field => [ids.unit, u16(code)]
const map = (...entries: readonly (readonly [number, number])[]): Field => [
  ids.valueMap,
  [...u16(entries.length), ...octets(entries.flat().flatMap(u16))],
]
const list = (id: number, codes: readonly number[]): Field => [
  id,
  [...u16(codes.length), ...octets(codes.flatMap(u16))],
]
const timed: readonly [number, number] = [ids.timeStamp, 8]

const numeric = (handle: number, ...fields: readonly Field[]): DeviceObject => ({
  objectClass: classes.numeric,
  handle,
  attributes: fields.map(([id, value]) => ({ id, value: Uint8Array.from(value) })),
  map: [],
  scans: [],
})

const configuration = (id: number, ...objects: readonly DeviceObject[]): Configuration =>
  // By way of its octets, so that the maps in it are read the same way as an agent's.
  configurationOf(Uint8Array.from(configurationBytes({ id, objects: new Map(objects.map(one => [one.handle, one])) })))

const spotCheck: Field = [ids.supplementalTypes, [...u16(1), ...octets([...u16(2), ...u16(0x4c3c)])]]
const basic: readonly [number, number] = [ids.basicNumeric, 2]
const simple: readonly [number, number] = [ids.simpleNumeric, 4]

const all: readonly Configuration[] = [
  configuration(
    0x0190,
    numeric(1, term(0x4bb8), metricSpec(0x4040), unit(0x0220), map(basic)),
    numeric(10, term(0x481a), metricSpec(0x4040), unit(0x0aa0), map(basic)),
  ),
  configuration(
    0x0191,
    numeric(1, term(0x4bb8), metricSpec(0x4040), unit(0x0220), map(basic, [ids.dateAndTime, 8]), spotCheck),
    numeric(10, term(0x481a), metricSpec(0x4040), unit(0x0aa0), map(basic, [ids.dateAndTime, 8]), spotCheck),
  ),
  configuration(
    0x02bc,
    numeric(
      1,
      term(0x4a04),
      metricSpec(0xf040),
      [0x0a73, [3, 3]],
      list(ids.metricIdList, [0x4a05, 0x4a06, 0x4a07]),
      unit(0x0f20),
      map([ids.compoundBasic, 10], timed),
    ),
    numeric(2, term(0x482a), metricSpec(0xf040), unit(0x0aa0), map(basic, timed)),
  ),
  configuration(0x0320, numeric(1, term(0x4b5c), metricSpec(0xf040), unit(0x17a0), map(simple, timed))),
  configuration(0x05dc, numeric(1, term(0xe140), metricSpec(0xf040), unit(0x06c3), map(simple, timed))),
  configuration(0x06a4, numeric(1, term(0x71b8), metricSpec(0xf040), unit(0x0852), map(basic, timed))),
]

/** The standard configurations of the device specialisations, which an agent need not describe (IEEE 11073-10404, -07, -08, -15, -17). */
export const standardConfigurations: ReadonlyMap<number, Configuration> = new Map(all.map(one => [one.id, one]))
