import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { exifOf } from './exif.ts'
import { limits, sniff } from './sniff.ts'

const plain = (width = 40, height = 30) => sharp({ create: { width, height, channels: 3, background: '#c08060' } })
const ascii = (text: string): Uint8Array => Uint8Array.from(text, letter => letter.charCodeAt(0))
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

const samples = {
  jpeg: await plain().jpeg().toBuffer(),
  png: await plain().png().toBuffer(),
  webp: await plain().webp().toBuffer(),
  gif: await plain().gif().toBuffer(),
  tiff: await plain().tiff().toBuffer(),
  avif: await plain(64, 48).avif({ effort: 0 }).toBuffer(),
}
type Sample = keyof typeof samples
const names = Object.keys(samples) as Sample[]

/** Overwrites the size fields of a header, as a flood would. */
const flooded: Readonly<Partial<Record<Sample, (bytes: Buffer) => void>>> = {
  jpeg: bytes => bytes.writeUInt32BE(0xfafafafa, bytes.indexOf(Buffer.from([0xff, 0xc0])) + 5),
  png: bytes => {
    bytes.writeUInt32BE(0xfafa, 16)
    bytes.writeUInt32BE(0xfafa, 20)
  },
  gif: bytes => bytes.writeUInt32LE(0xfafafafa, 6),
}

describe('what the bytes are', () => {
  test.each(names)('%s by its own header', name => {
    const [widthPx, heightPx] = name === 'avif' ? [64, 48] : [40, 30]
    expect(sniff(samples[name])).toMatchObject({
      ok: true,
      type: name,
      mime: `image/${name}`,
      widthPx,
      heightPx,
      orientation: 1,
      truncated: false,
      trailingBytes: 0,
    })
  })

  test('lossless and extended WebP, progressive JPEG', async () => {
    expect(sniff(await plain(300, 20).webp({ lossless: true }).toBuffer())).toMatchObject({
      widthPx: 300,
      heightPx: 20,
    })
    const alpha = sharp({ create: { width: 17, height: 19, channels: 4, background: '#80808080' } })
    expect(sniff(await alpha.webp().toBuffer())).toMatchObject({ widthPx: 17, heightPx: 19 })
    const progressive = sniff(await plain().jpeg({ progressive: true }).toBuffer())
    expect(progressive).toMatchObject({ jpegFrame: 2 })
    expect(progressive.ok && (progressive.jpegScans ?? 0) > 1).toBe(true)
  })

  test('animation is seen', async () => {
    const frames = sharp([await plain().png().toBuffer(), await plain().negate().png().toBuffer()], {
      join: { animated: true },
    })
    expect(sniff(await frames.gif().toBuffer())).toMatchObject({ type: 'gif', animated: true })
    expect(sniff(await frames.webp().toBuffer())).toMatchObject({ type: 'webp', animated: true })
  })
})

describe('hostile pictures', () => {
  test.each(Object.keys(flooded) as Sample[])('39 pixel flood in a %s header is refused unread', name => {
    const bytes = Buffer.from(samples[name])
    flooded[name]?.(bytes)
    expect(sniff(bytes)).toEqual({ ok: false, why: 'too-many-pixels', type: name })
  })

  test('39 more than 100 MB is refused unread', () => {
    expect(sniff(new Uint8Array(limits.bytes + 1))).toEqual({ ok: false, why: 'too-large' })
  })

  test('40 a bomb in a text chunk is stepped over', () => {
    const bomb = Buffer.alloc(12 + 1000)
    bomb.writeUInt32BE(1000, 0)
    bomb.write('zTXt', 4, 'latin1')
    const png = samples.png
    expect(sniff(joined(png.subarray(0, 33), bomb, png.subarray(33)))).toMatchObject({
      ok: true,
      widthPx: 40,
      truncated: false,
    })
  })

  test('41 forty thousand frames are one pass', () => {
    const gif = samples.gif
    const frame = gif.subarray(gif.indexOf(0x2c, 13), gif.length - 1)
    const many = joined(gif, ...Array.from({ length: 40_000 }, () => frame))
    expect(
      sniff(joined(gif.subarray(0, gif.length - 1), many.subarray(gif.length), gif.subarray(gif.length - 1))),
    ).toMatchObject({ animated: true })
  })

  test('42 a thousand progressive scans are not shown', () => {
    const jpeg = samples.jpeg
    const scan = jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])), jpeg.length - 2)
    const many = joined(
      jpeg.subarray(0, jpeg.length - 2),
      ...Array.from({ length: 1_000 }, () => scan),
      jpeg.subarray(jpeg.length - 2),
    )
    expect(sniff(many)).toMatchObject({ ok: true, shown: false, jpegScans: 1_001 })
  })

  test('42 cut short anywhere after its size, a picture is damaged but known', () => {
    const jpeg = samples.jpeg
    const sized = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 9
    for (let end = sized; end < jpeg.length; end++)
      expect(sniff(jpeg.subarray(0, end))).toMatchObject({ ok: true, widthPx: 40, truncated: true })
    expect(sniff(jpeg.subarray(0, 20))).toEqual({ ok: false, why: 'no-size', type: 'jpeg' })
  })
})

describe('what is no picture, or more than one', () => {
  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'svg'],
    [
      '\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
      'svg',
    ],
    ['<html><script>1</script></html>', 'not-a-picture'],
    ['%PDF-1.7\n\xff\xd8\xff', 'not-a-picture'],
    ['PK\x03\x04', 'not-a-picture'],
    ['', 'empty'],
  ])('43 %s is no picture', (text, why) => {
    expect(sniff(ascii(text))).toMatchObject({ ok: false, why })
  })

  test('44 what follows the end is counted and never changes the type', () => {
    expect(sniff(joined(samples.jpeg, ascii('PK\x03\x04<?php evil(); ?>')))).toMatchObject({
      type: 'jpeg',
      mime: 'image/jpeg',
      trailingBytes: 20,
    })
    expect(sniff(joined(samples.png, ascii('<html><script>1</script>')))).toMatchObject({
      type: 'png',
      trailingBytes: 24,
    })
    expect(sniff(joined(samples.gif, ascii('/*=1;alert(1)*/')))).toMatchObject({ type: 'gif', trailingBytes: 15 })
  })

  test('47 AVIF is shown; a DICOM file without a picture is said to be so', () => {
    expect(sniff(samples.avif)).toMatchObject({ ok: true, type: 'avif', shown: true })
    expect(sniff(joined(new Uint8Array(128), ascii('DICM')))).toEqual({ ok: false, why: 'dicom', type: 'dicom' })
  })

  test('48 orientation 1–8 is read, anything else is upright', async () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      expect(sniff(await plain().jpeg().withMetadata({ orientation }).toBuffer())).toMatchObject({
        orientation,
        widthPx: 40,
      })
    }
    const odd = Buffer.from(await plain().jpeg().withMetadata({ orientation: 8 }).toBuffer())
    const at = odd.indexOf(Buffer.from([0x12, 0x01, 0x03, 0x00]))
    odd[at + 8] = 99
    expect(at).toBeGreaterThan(0)
    expect(sniff(odd)).toMatchObject({ orientation: 1 })
  })
})

const tagged = await plain()
  .jpeg()
  .withExif({
    IFD0: { Make: 'Canon', Model: 'EOS \u202e90D' },
    IFD2: { DateTimeOriginal: '2026:03:04 05:06:07', OffsetTimeOriginal: '+01:00', BodySerialNumber: '0123' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
  })
  .toBuffer()

describe('45 EXIF', () => {
  test('date, camera and the presence of a place are read', () => {
    expect(exifOf(tagged)).toMatchObject({
      takenAt: '2026-03-04T05:06:07+01:00',
      make: 'Canon',
      serial: '0123',
      hasPlace: true,
    })
    expect(exifOf(tagged).model).toMatch(/^[\x20-\x7e]+$/)
    expect(exifOf(samples.jpeg)).toEqual({ hasPlace: false })
  })

  test('a directory that points to itself or far beyond the end ends the reading', () => {
    for (const pointer of [8, 0, 0xffffffff, 0xfffffff0]) {
      const looped = Buffer.from(tagged)
      const block = looped.indexOf(Buffer.from('Exif\0\0')) + 6
      looped.writeUInt32LE(pointer, block + 4)
      expect(() => exifOf(looped)).not.toThrow()
    }
  })
})

describe('whatever comes', () => {
  const mangled = fc.tuple(
    fc.constantFrom(...names),
    fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }),
    fc.nat(),
    fc.uint8Array({ maxLength: 40 }),
  )

  test('a mangled picture is judged without throwing, and the judgement keeps its limits', () => {
    fc.assert(
      fc.property(mangled, ([name, edits, cut, tail]) => {
        const bytes = joined(samples[name].subarray(0, 1 + (cut % samples[name].length)), tail)
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
        const picture = sniff(bytes)
        exifOf(bytes)
        if (!picture.ok) return
        expect(picture.widthPx * picture.heightPx).toBeLessThanOrEqual(limits.pixels)
        expect(picture.widthPx * picture.heightPx).toBeGreaterThan(0)
        expect(picture.orientation).toBeGreaterThanOrEqual(1)
        expect(picture.orientation).toBeLessThanOrEqual(8)
        expect(picture.trailingBytes).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 3_000 },
    )
  })

  test('any bytes after any magic are judged without throwing', () => {
    const magics = [
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'RIFF\0\0\0\0WEBP',
      'GIF89a',
      'II*\0',
      'MM\0*',
      '\0\0\0\x18ftypheic',
      '',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 300 }), (magic, rest) => {
        sniff(joined(ascii(magic), rest))
        exifOf(joined(ascii(magic), rest))
      }),
      { numRuns: 3_000 },
    )
  })
})
