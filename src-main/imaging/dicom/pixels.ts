import { u16 } from '../../../src-shared/imaging/bytes.ts'
import type { Raw } from '../tiff-of.ts'
import { fragmentsOf } from './elements.ts'
import type { DicomImage } from './read.ts'

/** Bytes of one uncompressed frame. */
export function frameBytes({ widthPx, heightPx, samples, photometric }: DicomImage): number {
  // Two pixels share their colour: Y Y Cb Cr (PS3.3 C.7.6.3.1.2).
  return widthPx * heightPx * (photometric === 'YBR_FULL_422' ? 2 : samples)
}

/** The first frame of an uncompressed DICOM image as pixels. What is missing of it is black; throws where all of it is. */
export function nativePixels(bytes: Uint8Array, image: DicomImage): Raw {
  const { widthPx, heightPx, samples, icc } = image
  const stored = bytes.subarray(image.pixels.start, Math.min(image.pixels.end, image.pixels.start + frameBytes(image)))
  if (stored.byteLength === 0) throw new Error('no pixels in this DICOM file')
  const data = new Uint8Array(widthPx * heightPx * 3)
  if (samples === 1) grey(stored, data, image.photometric === 'MONOCHROME1')
  else if (image.photometric === 'YBR_FULL_422') halfColour(stored, data)
  else if (image.planar === 1) byPixel(stored, data)
  else data.set(stored)
  if (image.photometric.startsWith('YBR')) toRgb(data)
  return { widthPx, heightPx, data, ...(icc && { icc }) }
}

/** MONOCHROME1 has white at its lowest value (PS3.3 C.7.6.3.1.2). */
function grey(stored: Uint8Array, data: Uint8Array, inverted: boolean): void {
  for (const [at, value] of stored.entries()) data.fill(inverted ? 255 - value : value, at * 3, at * 3 + 3)
}

/** Three planes, one after the other, to three values a pixel. */
function byPixel(stored: Uint8Array, data: Uint8Array): void {
  const plane = data.byteLength / 3
  for (let at = 0; at < plane; at++)
    for (let sample = 0; sample < 3; sample++) data[at * 3 + sample] = stored[sample * plane + at] ?? 0
}

function halfColour(stored: Uint8Array, data: Uint8Array): void {
  for (let from = 0, into = 0; into < data.byteLength; from += 4)
    for (const y of [0, 1]) {
      data[into++] = stored[from + y] ?? 0
      data[into++] = stored[from + 2] ?? 128
      data[into++] = stored[from + 3] ?? 128
    }
}

/** Full-range Y, Cb, Cr to red, green, blue, in place (PS3.3 C.7.6.3.1.2; ITU-T T.871). */
function toRgb(data: Uint8Array): void {
  const rgb = new Uint8ClampedArray(3)
  for (let at = 0; at + 2 < data.byteLength; at += 3) {
    const [y, cb, cr] = [data[at] ?? 0, (data[at + 1] ?? 128) - 128, (data[at + 2] ?? 128) - 128]
    rgb[0] = y + 1.402 * cr
    rgb[1] = y - 0.344136 * cb - 0.714136 * cr
    rgb[2] = y + 1.772 * cb
    data.set(rgb, at)
  }
}

const endsJpeg = (fragment: Uint8Array): boolean => {
  let end = fragment.length
  while (end > 0 && fragment[end - 1] === 0) end--
  return fragment[end - 1] === 0xd9 && fragment[end - 2] === 0xff
}

/** An APPn segment of a JPEG. */
const segment = (n: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(0xff, 0xe0 + n, (content.length + 2) >> 8, (content.length + 2) & 0xff), content])

const longestPart = 65_519

/** Says in the JPEG itself what only the DICOM file said: that its colours are red, green and blue, and their profile. */
function spoken({ photometric, icc }: DicomImage): Buffer[] {
  // Adobe's segment, version 100, no flags, transform 0: no change of colours (Adobe technical note 5116).
  const rgb = photometric === 'RGB' ? [segment(14, Buffer.from('Adobe\0\x64\0\0\0\0\0', 'latin1'))] : []
  const parts = Math.ceil((icc?.length ?? 0) / longestPart)
  const profile = Array.from({ length: Math.min(parts, 255) }, (_, n) => {
    const part = icc?.subarray(n * longestPart, (n + 1) * longestPart) ?? new Uint8Array()
    return segment(2, Buffer.concat([Buffer.from('ICC_PROFILE\0', 'latin1'), Buffer.of(n + 1, parts), part]))
  })
  return [...rgb, ...profile]
}

/**
 * A JPEG from behind its first segments on, without those that the DICOM file overrules: EXIF, which might turn it, and JFIF, which
 * says that the colours are luma and chroma, where they are red, green and blue.
 */
function headless(jpeg: Uint8Array, photometric: string): Uint8Array[] {
  const kept: Uint8Array[] = []
  let at = 2
  while (jpeg[at] === 0xff && isExtra(jpeg[at + 1] ?? 0)) {
    const end = at + 2 + Math.max(2, u16(jpeg, at + 2))
    const overruled = jpeg[at + 1] === 0xe1 || (photometric === 'RGB' && jpeg[at + 1] === 0xe0)
    if (!overruled) kept.push(jpeg.subarray(at, end))
    at = end
  }
  return [...kept, jpeg.subarray(at)]
}

/** APPn and comments. */
const isExtra = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe

/** The first frame of an encapsulated DICOM image as a JPEG file. Throws where there is none. */
export function jpegFrame(bytes: Uint8Array, image: DicomImage): Buffer {
  const parts: Uint8Array[] = []
  let first = true
  for (const fragment of fragmentsOf(bytes, image.pixels)) {
    if (!first) parts.push(fragment)
    if (!first && endsJpeg(fragment)) break
    first = false
  }
  const jpeg = Buffer.concat(parts)
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new Error('no JPEG in this DICOM file')
  return Buffer.concat([jpeg.subarray(0, 2), ...spoken(image), ...headless(jpeg, image.photometric)])
}
