/** Makes DICOM files for tests, element by element (PS3.5, PS3.10). */
interface Wanted {
  readonly syntax: string
  readonly explicit: boolean
  /** Tag, value representation, value; in the order of their tags. */
  readonly elements: readonly (readonly [tag: number, vr: string, value: Uint8Array | string | number])[]
  /** Uncompressed pixel data, or the fragments of encapsulated ones. */
  readonly pixels: Uint8Array | readonly Uint8Array[]
}

const valueOf = (value: Uint8Array | string | number): Buffer => {
  if (typeof value === 'number') return Buffer.of(value & 0xff, value >> 8)
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(value)
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(typeof value === 'string' ? 32 : 0)])
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

const tagOf = (tag: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16LE(tag >>> 16)
  bytes.writeUInt16LE(tag & 0xffff, 2)
  return bytes
}

/** One element; `length` where it is not the value's. */
function element(
  tag: number,
  vr: string,
  { value, explicit, length = value.length }: { value: Buffer; explicit: boolean; length?: number },
): Buffer {
  if (!explicit) return Buffer.concat([tagOf(tag), u32(length), value])
  const long = ['OB', 'OW', 'SQ', 'UN'].includes(vr)
  const size = long ? Buffer.concat([Buffer.alloc(2), u32(length)]) : u32(length).subarray(0, 2)
  return Buffer.concat([tagOf(tag), Buffer.from(vr), size, value])
}

const item = (value: Uint8Array): Buffer => Buffer.concat([tagOf(0xfffee000), u32(value.length), value])

function pixelElement(pixels: Wanted['pixels'], explicit: boolean): Buffer {
  if (pixels instanceof Uint8Array)
    return element(0x7fe00010, explicit ? 'OB' : '', { value: valueOf(pixels), explicit })
  const value = Buffer.concat([
    item(new Uint8Array()),
    ...pixels.map(one => item(valueOf(one))),
    tagOf(0xfffee0dd),
    u32(0),
  ])
  return element(0x7fe00010, 'OB', { value, explicit: true, length: 0xffffffff })
}

/** A sequence of unsaid length with an item of unsaid length, whose elements must not be taken for the picture's own. */
export function nested(explicit: boolean): Buffer {
  const inner = element(0x00280010, 'US', { value: valueOf(7), explicit })
  const items = Buffer.concat([
    tagOf(0xfffee000),
    u32(0xffffffff),
    inner,
    tagOf(0xfffee00d),
    u32(0),
    tagOf(0xfffee0dd),
    u32(0),
  ])
  return element(0x00081140, 'SQ', { value: items, explicit, length: 0xffffffff })
}

export function dicomFile({ syntax, explicit, elements, pixels }: Wanted): Buffer {
  const meta = element(0x00020010, 'UI', {
    value: valueOf(`${syntax}${syntax.length % 2 ? '\0' : ''}`),
    explicit: true,
  })
  const group = element(0x00020000, 'UL', { value: u32(meta.length), explicit: true })
  const [sop, ...others] = elements.map(([tag, vr, value]) => element(tag, vr, { value: valueOf(value), explicit }))
  const body = [sop ?? Buffer.alloc(0), nested(explicit), ...others, pixelElement(pixels, explicit)]
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), group, meta, ...body])
}

export const dermoscopic = '1.2.840.10008.5.1.4.1.1.77.1.7'
export const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  jpeg: '1.2.840.10008.1.2.4.50',
} as const

/** What a picture of this size says of itself. */
export const pictureElements = (
  size: { rows: number; columns: number },
  { photometric = 'RGB', samples = 3, planar = 0, sop = dermoscopic, bits = 8, frames = 1 } = {},
): Wanted['elements'] => [
  [0x00080016, 'UI', sop],
  [0x00100010, 'PN', 'Secret^Patient'],
  [0x00280002, 'US', samples],
  [0x00280004, 'CS', photometric],
  [0x00280006, 'US', planar],
  [0x00280008, 'IS', String(frames)],
  [0x00280010, 'US', size.rows],
  [0x00280011, 'US', size.columns],
  [0x00280030, 'DS', '0.0125\\0.0125'],
  [0x00280100, 'US', bits],
]
