import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { develop } from '../develop.ts'
import { dicomFile, pictureElements, syntaxes } from '../rig/dicom.ts'
import { sniff } from '../sniff.ts'

const size = { rows: 40, columns: 60 }
type Colour = readonly [number, number, number]
const left: Colour = [200, 60, 40]
const right: Colour = [40, 90, 180]
const colourOf = (x: number) => (x < size.columns / 2 ? left : right)

/** Every pixel in a form, left half one colour and right half another. */
const pixels = (form: (colour: Colour) => readonly number[]) =>
  Uint8Array.from(Array.from({ length: size.rows * size.columns }, (_, at) => form(colourOf(at % size.columns))).flat())
const rgb = pixels(colour => colour)
const luma = ([r, g, b]: Colour) => 0.299 * r + 0.587 * g + 0.114 * b
const ybr = (colour: Colour): Colour => {
  const y = luma(colour)
  return [y, 128 + (colour[2] - y) / 1.772, 128 + (colour[0] - y) / 1.402].map(Math.round) as unknown as Colour
}
const planes = (data: Uint8Array) => Uint8Array.from([0, 1, 2].flatMap(n => [...data].filter((_, at) => at % 3 === n)))
const halved = (data: Uint8Array) =>
  Uint8Array.from({ length: (data.length / 3) * 2 }, (_, at) => {
    const pair = Math.floor(at / 4) * 6
    return data[pair + [0, 3, 1, 2][at % 4]!] ?? 0
  })
const jpeg = await sharp(rgb, { raw: { width: size.columns, height: size.rows, channels: 3 } })
  .jpeg({ quality: 95 })
  .toBuffer()

const ends = async (file: Uint8Array): Promise<[Colour, Colour]> => {
  const { screen } = await develop(file)
  const { data, info } = await sharp(screen).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number) =>
    [...data.subarray((20 * info.width + x) * 3, (20 * info.width + x) * 3 + 3)] as unknown as Colour
  return [at(8), at(52)]
}
const off = ([one, other]: [Colour, Colour], wanted: readonly [Colour, Colour]) =>
  Math.max(...[one, other].flatMap((colour, n) => colour.map((value, at) => Math.abs(value - wanted[n]![at]!))))

const native = (syntax: 'explicit' | 'implicit', data: Uint8Array, more: Parameters<typeof pictureElements>[1]) =>
  dicomFile({
    syntax: syntaxes[syntax],
    explicit: syntax === 'explicit',
    elements: pictureElements(size, more),
    pixels: data,
  })
const encapsulated = (
  fragments: readonly Uint8Array[],
  more: Parameters<typeof pictureElements>[1] = { photometric: 'YBR_FULL_422' },
) => dicomFile({ syntax: syntaxes.jpeg, explicit: true, elements: pictureElements(size, more), pixels: fragments })

const grey = (colour: Colour): Colour => [Math.round(luma(colour)), Math.round(luma(colour)), Math.round(luma(colour))]
const files: readonly (readonly [string, Buffer, readonly [Colour, Colour]])[] = [
  ['RGB, explicit', native('explicit', rgb, {}), [left, right]],
  ['RGB, implicit', native('implicit', rgb, {}), [left, right]],
  ['RGB by planes', native('explicit', planes(rgb), { planar: 1 }), [left, right]],
  ['YBR_FULL', native('explicit', pixels(ybr), { photometric: 'YBR_FULL' }), [left, right]],
  ['YBR_FULL_422', native('implicit', halved(pixels(ybr)), { photometric: 'YBR_FULL_422' }), [left, right]],
  [
    'MONOCHROME2',
    native(
      'explicit',
      pixels(c => [grey(c)[0]]),
      { photometric: 'MONOCHROME2', samples: 1 },
    ),
    [grey(left), grey(right)],
  ],
  [
    'MONOCHROME1',
    native(
      'explicit',
      pixels(c => [255 - grey(c)[0]]),
      { photometric: 'MONOCHROME1', samples: 1 },
    ),
    [grey(left), grey(right)],
  ],
  [
    'the first of two frames',
    native('explicit', Buffer.concat([rgb, Buffer.alloc(rgb.length, 9)]), { frames: 2 }),
    [left, right],
  ],
  ['JPEG in one fragment', encapsulated([jpeg]), [left, right]],
  [
    'JPEG in three fragments',
    encapsulated([jpeg.subarray(0, 300), jpeg.subarray(300, 500), jpeg.subarray(500)]),
    [left, right],
  ],
  [
    'the first JPEG of two',
    encapsulated([jpeg, Buffer.from('other')], { photometric: 'YBR_FULL_422', frames: 2 }),
    [left, right],
  ],
]

describe('DICOM photographs', () => {
  test.each(files)('%s is drawn in its colours, with its size and scale', async (_, file, wanted) => {
    expect(sniff(file)).toMatchObject({
      ok: true,
      type: 'dicom',
      mime: 'application/dicom',
      widthPx: size.columns,
      heightPx: size.rows,
      orientation: 1,
      shown: true,
      spacingMm: [0.0125, 0.0125],
    })
    expect(off(await ends(file), wanted)).toBeLessThan(12)
  })

  test('a JPEG whose colours are red, green and blue is not taken for luma and chroma', async () => {
    const bands = await sharp(pixels(ybr), { raw: { width: size.columns, height: size.rows, channels: 3 } })
      .raw()
      .toBuffer()
    // Encoding Y, Cb, Cr as if they were colours, then saying so, must give just these numbers back.
    const odd = await sharp(bands, { raw: { width: size.columns, height: size.rows, channels: 3 } })
      .jpeg({ quality: 98 })
      .toBuffer()
    const shown = await ends(encapsulated([odd], { photometric: 'RGB' }))
    const plain = await ends(encapsulated([odd]))
    expect(off(shown, plain)).toBeGreaterThan(20)
    expect(off(plain, [ybr(left), ybr(right)])).toBeLessThan(12)
  })

  test('an EXIF turn inside does not turn it', async () => {
    const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).toBuffer()
    expect((await develop(encapsulated([turned]))).widthPx).toBe(size.columns)
  })
})

describe('what is no such photograph', () => {
  const ct = '1.2.840.10008.5.1.4.1.1.2'
  test.each([
    ['a tomogram', native('explicit', rgb, { sop: ct })],
    ['16 bits', native('explicit', rgb, { bits: 16 })],
    ['a palette', native('explicit', rgb, { photometric: 'PALETTE COLOR' })],
    [
      'JPEG 2000',
      dicomFile({ syntax: '1.2.840.10008.1.2.4.90', explicit: true, elements: pictureElements(size), pixels: [jpeg] }),
    ],
    [
      'a JPEG of another size',
      dicomFile({
        syntax: syntaxes.jpeg,
        explicit: true,
        elements: pictureElements({ rows: 9, columns: 9 }),
        pixels: [jpeg],
      }),
    ],
    ['no JPEG inside', encapsulated([Buffer.from('nothing of the kind')])],
    ['nothing but a beginning', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')])],
  ])('%s is refused', (_, file) => {
    expect(sniff(file)).toEqual({ ok: false, why: 'dicom', type: 'dicom' })
  })

  test('a flood in its header is refused unread; one cut short says so', () => {
    const flood = native('explicit', rgb, {})
    const [rows, columns] = [0x10, 0x11].map(low => flood.lastIndexOf(Buffer.of(0x28, 0, low, 0, 0x55, 0x53)) + 8)
    flood.writeUInt16LE(65_000, rows)
    flood.writeUInt16LE(65_000, columns)
    expect(sniff(flood)).toEqual({ ok: false, why: 'too-many-pixels', type: 'dicom' })
    const whole = native('explicit', rgb, {})
    expect(sniff(whole.subarray(0, whole.length - 900))).toMatchObject({ ok: true, truncated: true })
    expect(sniff(encapsulated([jpeg]).subarray(0, -200))).toMatchObject({ ok: true, truncated: true })
  })
})

test('cut anywhere, or with any bytes changed, a file is judged without throwing and within its limits', () => {
  const sources = files.map(([, file]) => file)
  const change = fc.tuple(fc.nat(900), fc.nat(255))
  fc.assert(
    fc.property(fc.constantFrom(...sources), fc.nat(), fc.array(change, { maxLength: 12 }), (file, cut, edits) => {
      const bytes = Uint8Array.from(file.subarray(0, 100 + (cut % file.length)))
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
      const seen = sniff(bytes)
      if (seen.ok) expect(seen.widthPx * seen.heightPx).toBeLessThanOrEqual(256_000_000)
    }),
    { numRuns: 1500 },
  )
})
