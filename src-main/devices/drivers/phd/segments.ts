import { attributesOf, ids, mapBytes, numberOf, valueOf } from './attributes.ts'
import { octets, Reader, u16, u32 } from './bytes.ts'
import { type EntryMap, entryMapOf, mapped, type Scanned } from './scan.ts'

export interface Segment {
  readonly instance: number
  readonly map: EntryMap
  /** Whose segment it is, where the device knows several persons. */
  readonly person?: number
}

/** A piece of a segment on its way: which entries, and whether it is the last (SegmDataEventDescr of IEEE 11073-20601). */
export interface SegmentPiece {
  readonly instance: number
  readonly index: number
  readonly count: number
  readonly status: number
  readonly entries: Uint8Array
}

export const pieceStatus = { last: 0x4000, agentAbort: 0x0800, managerConfirm: 0x0080 } as const

/** Selects all segments of a store (SegmSelection, choice 1). */
export const allSegments = Uint8Array.from([...u16(1), ...octets(u16(0))])

/** The segments that hold entries we can read; those without a map are left out (SegmentInfoList). */
export function segmentsOf(info: Uint8Array): readonly Segment[] {
  const list = new Reader(info).exact(reader => ({ instance: reader.u16(), attributes: attributesOf(reader) }))
  return list.flatMap(({ instance, attributes }) => {
    const map = valueOf(attributes, ids.segmentMap)
    const person = numberOf(attributes, ids.segmentPerson)
    return map ? [{ instance, map: entryMapOf(map), ...(person === undefined ? {} : { person }) }] : []
  })
}

/** Decodes a segment data event. */
export function pieceOf(info: Uint8Array): SegmentPiece {
  const reader = new Reader(info)
  return {
    instance: reader.u16(),
    index: reader.u32(),
    count: reader.u32(),
    status: reader.u16(),
    entries: reader.octets(),
  }
}

/** The confirmation of a piece: its description with the bit of the manager. */
export const confirmBytes = ({ instance, index, count, status }: SegmentPiece): Uint8Array =>
  Uint8Array.from([...u16(instance), ...u32(index), ...u32(count), ...u16(status | pieceStatus.managerConfirm)])

/** The entries of a piece: each a header with its time, then the values of its elements. */
export function entriesOf(
  piece: SegmentPiece,
  { map, person }: Segment,
): { readonly entries: readonly (readonly Scanned[])[]; readonly truncated: number } {
  const headerBytes = mapBytes(map.header)
  const size = map.elements.reduce((sum, element) => sum + mapBytes(element.map), headerBytes)
  if (size === 0) return { entries: [], truncated: piece.count > 0 ? 1 : 0 }
  const held = Math.floor(piece.entries.length / size)
  const reader = new Reader(piece.entries)
  const entries = Array.from({ length: Math.min(piece.count, held) }, () => {
    const header = mapped(map.header, reader.take(headerBytes)) ?? []
    return map.elements.flatMap(element => {
      const attributes = mapped(element.map, reader.take(mapBytes(element.map)))
      return attributes
        ? [
            {
              handle: element.handle,
              ...(person === undefined ? {} : { person }),
              attributes: [...header, ...attributes],
            },
          ]
        : []
    })
  })
  return { entries, truncated: piece.count > held || piece.entries.length % size !== 0 ? 1 : 0 }
}
