import { type Order, u16, u32 } from '../../../src-shared/imaging/bytes.ts'
import { blockOf, directoryAt } from '../tiff-tags.ts'

// TIFF 6.0 and its technical notes: what the pixels need to be decoded, their orientation and their colours.
const kept = new Set([
  254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 284, 292, 293, 317, 318, 319, 320, 322, 323,
  324, 325, 332, 336, 338, 339, 340, 341, 347, 529, 530, 531, 532, 34_675,
])
/** Offsets of the pixels, with the tags of their lengths: strips, tiles. */
const pixelTags: Readonly<Record<number, number>> = { 273: 279, 324: 325 }
/** Bytes of each field type. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8] as const
const most = 1_000_000

interface Field {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: Uint8Array
}

interface Reading {
  readonly bytes: Uint8Array
  readonly order: Order
}

function fieldAt({ bytes, order }: Reading, tag: number, at: number): Field | undefined {
  const [type, count] = [u16(bytes, at + 2, order), u32(bytes, at + 4, order)]
  const length = (typeBytes[type] ?? 0) * count
  const from = length <= 4 ? at + 8 : u32(bytes, at + 8, order)
  if (length === 0 || from + length > bytes.length) return undefined
  return { tag, type, count, value: bytes.subarray(from, from + length) }
}

const numbersOf = ({ type, count, value }: Field, order: Order): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, n) =>
    type === 3 ? u16(value, n * 2, order) : u32(value, n * 4, order),
  )

function writer(order: Order) {
  const parts: Buffer[] = []
  let size = 0
  const bytes = (part: Uint8Array): number => {
    const at = size
    parts.push(Buffer.from(part), Buffer.alloc(part.length % 2))
    size += part.length + (part.length % 2)
    return at
  }
  const number = (value: number, length: 2 | 4): Buffer => {
    const buffer = Buffer.alloc(length)
    if (order === 'little') buffer.writeUIntLE(value, 0, length)
    else buffer.writeUIntBE(value, 0, length)
    return buffer
  }
  return { bytes, number, size: () => size, done: () => Buffer.concat(parts) }
}

/** Copies strips or tiles; answers their new offsets as a field. Undefined where they lie outside the file. */
function movedPixels(from: Reading, fields: readonly Field[], to: ReturnType<typeof writer>): Field[] | undefined {
  const moved: Field[] = []
  for (const field of fields) {
    const lengthsTag = pixelTags[field.tag]
    if (lengthsTag === undefined) {
      moved.push(field)
      continue
    }
    const lengths = fields.find(({ tag }) => tag === lengthsTag)
    const [starts, sizes] = [numbersOf(field, from.order), lengths ? numbersOf(lengths, from.order) : []]
    if (starts.length !== sizes.length || starts.some((at, n) => at + (sizes[n] ?? 0) > from.bytes.length))
      return undefined
    const offsets = starts.map((at, n) => to.number(to.bytes(from.bytes.subarray(at, at + (sizes[n] ?? 0))), 4))
    moved.push({ tag: field.tag, type: 4, count: offsets.length, value: Buffer.concat(offsets) })
  }
  return moved
}

/** The same TIFF's first picture with what its pixels and colours need only; pixels copied as they are. Undefined where cut short. */
export function strippedTiff(bytes: Uint8Array): Uint8Array | undefined {
  const block = blockOf(bytes)
  if (block === undefined) return undefined
  const { order } = block
  const fields = [...directoryAt(block, u32(bytes, 4, order))]
    .filter(([tag]) => kept.has(tag))
    .map(([tag, at]) => fieldAt(block, tag, at))
  if (fields.length === 0 || fields.includes(undefined)) return undefined
  const to = writer(order)
  to.bytes(bytes.subarray(0, 4))
  const pointer = Buffer.alloc(4)
  to.bytes(pointer)
  const whole = movedPixels(
    block,
    fields.filter(field => field !== undefined),
    to,
  )
  if (whole === undefined) return undefined
  const entries = whole
    .toSorted((one, other) => one.tag - other.tag)
    .map(({ tag, type, count, value }) => {
      const inline =
        value.length <= 4 ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : to.number(to.bytes(value), 4)
      return Buffer.concat([to.number(tag, 2), to.number(type, 2), to.number(count, 4), inline])
    })
  const directory = to.bytes(Buffer.concat([to.number(entries.length, 2), ...entries, Buffer.alloc(4)]))
  const file = to.done()
  to.number(directory, 4).copy(file, 4)
  return file
}
