import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { exifOf } from '../exif.ts'
import { dicomFile, pictureElements, syntaxes } from '../rig/dicom.ts'
import { fourSquares } from '../rig/heic.ts'
import { sniff } from '../sniff.ts'
import { share } from './share.ts'
import { stripped } from './strip.ts'

const secret = 'CANARY-0123-Mustermann'
const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
const plain = () => sharp({ create: { width: 90, height: 60, channels: 3, background: '#c08060', noise } })
/** Everything that a camera and a program might leave in a picture. */
const told = (picture: Sharp, orientation: number) =>
  picture
    .withExif({
      IFD0: { Make: secret, Model: secret, ImageDescription: secret, Artist: secret, Orientation: String(orientation) },
      IFD2: { BodySerialNumber: secret, DateTimeOriginal: '2026:03:04 05:06:07', UserComment: secret },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${secret}"/></rdf:RDF></x:xmpmeta>`,
    )
    .withMetadata({ orientation })
    .toBuffer()

/** A comment and a maker's segment behind a JPEG's start, and another file behind its end. */
const dressed = (jpeg: Buffer) => {
  const segment = (marker: number, text: string) =>
    Buffer.concat([Buffer.of(0xff, marker, 0, text.length + 2), Buffer.from(text)])
  const head = Buffer.concat([segment(0xfe, secret), segment(0xed, `Photoshop 3.0\0${secret}`), segment(0xe7, secret)])
  return Buffer.concat([jpeg.subarray(0, 2), head, jpeg.subarray(2), Buffer.from(`PK${secret}`)])
}

const kinds: readonly (readonly [string, (orientation: number) => Promise<Buffer>])[] = [
  ['JPEG', async orientation => dressed(await told(plain().jpeg(), orientation))],
  ['progressive JPEG', orientation => told(plain().jpeg({ progressive: true }), orientation)],
  ['CMYK JPEG', orientation => told(plain().toColourspace('cmyk').jpeg(), orientation)],
  ['JPEG with a profile', orientation => told(plain().withIccProfile('p3').jpeg(), orientation)],
  ['PNG', orientation => told(plain().png(), orientation)],
  ['16-bit PNG', orientation => told(plain().toColourspace('rgb16').png(), orientation)],
  ['WebP', orientation => told(plain().webp(), orientation)],
  ['lossless WebP', orientation => told(plain().webp({ lossless: true }), orientation)],
  ['TIFF', orientation => told(plain().tiff({ compression: 'lzw' }), orientation)],
  [
    'tiled TIFF',
    orientation =>
      told(plain().tiff({ compression: 'deflate', tile: true, tileWidth: 32, tileHeight: 32 }), orientation),
  ],
]

describe('a copy to give away', () => {
  test.each(kinds)(
    '%s: nothing is left beside the picture, and not one pixel is another',
    async (_, make) => {
      for (const orientation of [1, 6]) {
        const original = await make(orientation)
        expect(original.includes('CANARY')).toBe(true)
        const copy = await share(original)
        if ('refused' in copy) expect.fail('refused')
        const bytes = Buffer.from(copy.bytes)
        expect([copy.encodedAgain, bytes.includes('CANARY'), exifOf(bytes)]).toEqual([
          false,
          false,
          { hasPlace: false },
        ])
        expect(sniff(bytes)).toMatchObject({ orientation, trailingBytes: 0, truncated: false })
        const [before, after] = [
          await sharp(original).autoOrient().raw().toBuffer(),
          await sharp(bytes).autoOrient().raw().toBuffer(),
        ]
        expect(before.equals(after)).toBe(true)
        const { xmp, iptc, icc } = await sharp(bytes).metadata()
        expect([xmp, iptc]).toEqual([undefined, undefined])
        expect(icc === undefined).toBe((await sharp(original).metadata()).icc === undefined)
      }
    },
    60_000,
  )
})

describe('copies of other kinds', () => {
  test('an animation keeps its frames and loses its comment', async () => {
    const frames = sharp([await plain().png().toBuffer(), await plain().negate().png().toBuffer()], {
      join: { animated: true },
    })
    const gif = await frames.gif().toBuffer()
    const comment = Buffer.concat([Buffer.of(0x21, 0xfe, secret.length), Buffer.from(secret), Buffer.of(0)])
    const at = gif.indexOf(Buffer.of(0x21, 0xf9))
    const original = Buffer.concat([gif.subarray(0, at), comment, gif.subarray(at)])
    const copy = await share(original)
    if ('refused' in copy) expect.fail('refused')
    expect(Buffer.from(copy.bytes).equals(gif)).toBe(true)
  })

  test('HEIC, AVIF and DICOM become a JPEG that says nothing', async () => {
    const rgb = Buffer.alloc(60 * 40 * 3, 120)
    const dicom = dicomFile({
      syntax: syntaxes.explicit,
      explicit: true,
      elements: pictureElements({ rows: 40, columns: 60 }),
      pixels: rgb,
    })
    for (const original of [fourSquares, dicom, await told(plain().avif({ effort: 0 }), 1)]) {
      const copy = await share(original)
      if ('refused' in copy) expect.fail('refused')
      expect([copy.mediaType, copy.encodedAgain]).toEqual(['image/jpeg', true])
      expect(/CANARY|Secret/.test(Buffer.from(copy.bytes).toString('latin1'))).toBe(false)
    }
  }, 60_000)

  test('what cannot be followed is refused, not half cleaned', async () => {
    const png = await plain().png().toBuffer()
    expect(await share(png.subarray(0, png.length - 20))).toEqual({ refused: true })
    expect(await share(Buffer.from('no picture'))).toEqual({ refused: true })
  })

  test('a JPEG cut short is copied as far as it goes', async () => {
    const original = dressed(await told(plain().jpeg(), 1))
    const copy = await share(original.subarray(0, original.length - secret.length - 2 - 900))
    if ('refused' in copy) expect.fail('refused')
    expect(Buffer.from(copy.bytes).includes('CANARY')).toBe(false)
  })
})

test('whatever comes, taking metadata out ends, never throws, and is settled at the second time', async () => {
  const samples = await Promise.all([...kinds.map(([, make]) => make(6)), plain().gif().toBuffer()])
  const edit = fc.tuple(fc.nat(1200), fc.nat(255))
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), fc.array(edit, { maxLength: 8 }), (sample, cut, edits) => {
      const bytes = Uint8Array.from(sample.subarray(0, 30 + (cut % sample.length)))
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
      const seen = sniff(bytes)
      const copy = seen.ok ? stripped(bytes, seen) : undefined
      const again = seen.ok && copy && sniff(copy)
      if (copy && again && again.ok) stripped(copy, again)
    }),
    { numRuns: 800 },
  )
})
