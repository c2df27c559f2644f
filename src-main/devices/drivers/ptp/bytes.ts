import { DeviceError } from '../../errors.ts'

/** Reads little-endian fields one after the other and never beyond the end. */
export interface Fields {
  u8(): number
  u16(): number
  u32(): number
  u64(): bigint
  /** u8 number of UTF-16 units with the closing NUL, then the units; 0 is an empty string (ISO 15740 §5.3). */
  text(): string
  /** u32 count, then that many u16 or u32. */
  array(width: 2 | 4): readonly number[]
  skip(bytes: number): void
}

/** The fields of a dataset. What would reach beyond it is devices.protocol. */
export function fieldsOf(bytes: Uint8Array, step: string): Fields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (size: number): number => {
    if (size > bytes.length - at) throw new DeviceError('devices.protocol', step)
    at += size
    return at - size
  }
  const u16 = (): number => view.getUint16(take(2), true)
  const u32 = (): number => view.getUint32(take(4), true)
  const u8 = (): number => view.getUint8(take(1))
  return {
    u8,
    u16,
    u32,
    u64: () => view.getBigUint64(take(8), true),
    text: () => {
      const units = u8()
      const start = take(units * 2)
      const codes = Array.from({ length: units }, (_, index) => view.getUint16(start + index * 2, true))
      const end = codes.indexOf(0)
      return String.fromCharCode(...(end < 0 ? codes : codes.slice(0, end)))
    },
    array: width => {
      const count = u32()
      // Bounded before anything is made of it: a count of four milliards costs nothing.
      const start = take(count * width)
      return Array.from({ length: count }, (_, index) =>
        width === 2 ? view.getUint16(start + index * 2, true) : view.getUint32(start + index * 4, true),
      )
    },
    skip: size => {
      take(size)
    },
  }
}
