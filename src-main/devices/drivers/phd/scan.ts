import { type Attribute, ids, type MapEntry, mapBytes, mapOf } from './attributes.ts'
import { Reader } from './bytes.ts'
import type { Configuration } from './configuration.ts'

/** What is reported of one object: its attributes, and of whom where the device knows several persons. */
export interface Scanned {
  readonly handle: number
  readonly person?: number
  readonly attributes: readonly Attribute[]
}

export interface Scan {
  readonly items: readonly Scanned[]
  /** Objects that were announced and did not come, or came too short for their map. */
  readonly truncated: number
  /** Objects that the configuration does not define. */
  readonly unknown: number
}

type Shape = 'fixed' | 'variable' | 'grouped'

/** How the information of each event type is laid out; events of the device and of scanners alike. */
const shapes: Readonly<Record<number, { readonly shape: Shape; readonly persons: boolean }>> = {
  0x0d1d: { shape: 'fixed', persons: false },
  0x0d1e: { shape: 'variable', persons: false },
  0x0d1f: { shape: 'fixed', persons: true },
  0x0d20: { shape: 'variable', persons: true },
  0x0d22: { shape: 'variable', persons: false },
  0x0d23: { shape: 'fixed', persons: false },
  0x0d24: { shape: 'grouped', persons: false },
  0x0d25: { shape: 'variable', persons: true },
  0x0d26: { shape: 'fixed', persons: true },
  0x0d27: { shape: 'grouped', persons: true },
  0x0d28: { shape: 'variable', persons: false },
  0x0d29: { shape: 'fixed', persons: false },
  0x0d2a: { shape: 'grouped', persons: false },
  0x0d2b: { shape: 'variable', persons: true },
  0x0d2c: { shape: 'fixed', persons: true },
  0x0d2d: { shape: 'grouped', persons: true },
}

/** True for the event types that carry measurements. */
export const isScan = (type: number): boolean => shapes[type] !== undefined

/** The values of a map, one after another; undefined where the octets end too early. Octets behind the map are left alone. */
export function mapped(map: readonly MapEntry[], bytes: Uint8Array): readonly Attribute[] | undefined {
  if (map.length === 0 || mapBytes(map) > bytes.length) return undefined
  const reader = new Reader(bytes)
  return map.map(({ id, length }) => ({ id, value: reader.take(length) }))
}

interface Tally {
  readonly items: Scanned[]
  truncated: number
  unknown: number
}

class ScanReader {
  readonly tally: Tally = { items: [], truncated: 0, unknown: 0 }
  readonly #configuration: Configuration
  readonly #scanner: number

  constructor(configuration: Configuration, scanner: number) {
    this.#configuration = configuration
    this.#scanner = scanner
  }

  #add(handle: number, attributes: readonly Attribute[] | undefined, person: number | undefined): void {
    if (!this.#configuration.objects.has(handle)) this.tally.unknown += 1
    else if (!attributes) this.tally.truncated += 1
    else this.tally.items.push(person === undefined ? { handle, attributes } : { handle, person, attributes })
  }

  #fixed(reader: Reader, person: number | undefined): void {
    const { complete } = reader.sequence(inner => {
      const handle = inner.u16()
      const map = this.#configuration.objects.get(handle)?.map ?? []
      this.#add(handle, mapped(map, inner.octets()), person)
    })
    if (!complete) this.tally.truncated += 1
  }

  #variable(reader: Reader, person: number | undefined): void {
    const { complete } = reader.sequence(inner => {
      const handle = inner.u16()
      this.#add(
        handle,
        inner.counted(one => ({ id: one.u16(), value: one.octets() })),
        person,
      )
    })
    if (!complete) this.tally.truncated += 1
  }

  /** The scanner's own list says which objects, and how many octets of each, stand in one group. */
  #group(bytes: Uint8Array, person: number | undefined): void {
    const reader = new Reader(bytes)
    for (const { handle, map } of this.#configuration.objects.get(this.#scanner)?.scans ?? []) {
      if (reader.left === 0) {
        this.tally.truncated += 1
        return
      }
      this.#add(handle, mapped(map, reader.take(Math.min(mapBytes(map), reader.left))), person)
    }
  }

  #part(shape: Shape, reader: Reader, person: number | undefined): void {
    if (shape === 'fixed') this.#fixed(reader, person)
    else if (shape === 'variable') this.#variable(reader, person)
    else this.#group(reader.octets(), person)
  }

  read(type: number, info: Uint8Array): void {
    const form = shapes[type]
    if (!form) return
    const reader = new Reader(info)
    // Which request it answers, and its number.
    reader.u32()
    if (!form.persons && form.shape !== 'grouped') return this.#part(form.shape, reader, undefined)
    const { complete } = reader.sequence(inner => this.#part(form.shape, inner, form.persons ? inner.u16() : undefined))
    if (!complete) this.tally.truncated += 1
  }
}

/** Takes a scan report apart. `source` is the handle that reports: 0 for the device, else a scanner of its configuration. */
export function scanOf(configuration: Configuration, source: number, event: { type: number; info: Uint8Array }): Scan {
  const reader = new ScanReader(configuration, source)
  reader.read(event.type, event.info)
  return reader.tally
}

/** How the entries of a stored segment are laid out (PmSegmentEntryMap of IEEE 11073-20601). */
export interface EntryMap {
  readonly header: readonly MapEntry[]
  readonly elements: readonly { readonly handle: number; readonly map: readonly MapEntry[] }[]
}

const headerFields: readonly (readonly [bit: number, entry: MapEntry])[] = [
  [0x8000, { id: ids.timeStamp, length: 8 }],
  [0x4000, { id: ids.relativeTimeStamp, length: 4 }],
  [0x2000, { id: ids.relativeTimeStampFine, length: 8 }],
]

/** Decodes the entry map of a segment. */
export function entryMapOf(value: Uint8Array): EntryMap {
  const reader = new Reader(value)
  const bits = reader.u16()
  const elements = reader
    .exact(inner => {
      // Class and metric type: the object with that handle says the same.
      inner.take(6)
      return { handle: inner.u16(), map: mapOf(inner) }
    })
    .filter(({ map }) => map.length > 0)
  return { header: headerFields.filter(([bit]) => (bits & bit) !== 0).map(([, entry]) => entry), elements }
}
