import { DeviceError } from '../../errors.ts'

/** What a device said and the document does not allow. */
export const wrongBytes = (step: string): DeviceError => new DeviceError('devices.protocol', step)

/** Reads big-endian fields of one stretch of bytes and never a byte behind its end (MDER, IEEE 11073-20601 annex F). */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw wrongBytes('length')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  u8(): number {
    return this.take(1)[0] ?? 0
  }

  u16(): number {
    return this.u8() * 0x100 + this.u8()
  }

  u32(): number {
    return this.u16() * 0x1_0000 + this.u16()
  }

  /** An octet string: its length, then its bytes. */
  octets(): Uint8Array {
    return this.take(this.u16())
  }

  /** A reader of the octets that come now: what is inside cannot reach beyond them. */
  inner(): Reader {
    return new Reader(this.octets())
  }

  /**
   * `SEQUENCE OF`: a count, a length, then the elements. `complete` is false where the count promises more than the length holds,
   * which agents in the field do: what is there counts.
   */
  sequence<T>(element: (reader: Reader) => T): { readonly elements: readonly T[]; readonly complete: boolean } {
    const count = this.u16()
    const inner = this.inner()
    const elements: T[] = []
    while (elements.length < count && inner.left > 0) elements.push(element(inner))
    return { elements, complete: elements.length === count && inner.left === 0 }
  }

  /**
   * A sequence whose count rules: its length may be too short, as with some agents in the field; what holds the sequence
   * bounds it. Octets that a longer length leaves over are skipped.
   */
  counted<T>(element: (reader: Reader) => T): readonly T[] {
    const count = this.u16()
    const length = this.u16()
    const end = this.#at + length
    const elements: T[] = []
    while (elements.length < count && this.left > 0) elements.push(element(this))
    if (elements.length < count) throw wrongBytes('count')
    if (this.#at < end) this.take(end - this.#at)
    return elements
  }

  /** A sequence whose count and length must agree. */
  exact<T>(element: (reader: Reader) => T): readonly T[] {
    const { elements, complete } = this.sequence(element)
    if (!complete) throw wrongBytes('count')
    return elements
  }
}

export const u16 = (value: number): readonly number[] => [(value >>> 8) & 0xff, value & 0xff]
export const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value)]
/** An octet string with its length before it. */
export const octets = (bytes: ArrayLike<number>): readonly number[] => [...u16(bytes.length), ...Array.from(bytes)]

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
