/** No side is longer, px, and no picture has more of them: what shows it must decode it whole. */
const longestSide = 16_384
const mostPixels = 100_000_000

/** Segments that say how the coded pixels become colours: a profile, and how the channels were mixed. Others tell of place, time and device. */
const colourSegments: ReadonlySet<number> = new Set([0xe0, 0xe2, 0xee])
const isTelling = (marker: number): boolean =>
  (marker >= 0xe0 && marker <= 0xef && !colourSegments.has(marker)) || marker === 0xfe

/** Start of frame, of every coding (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

const fits = (bytes: Buffer, at: number, length: number): boolean => {
  if (length < 8) return false
  const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)]
  return height > 0 && width > 0 && Math.max(height, width) <= longestSide && height * width <= mostPixels
}

interface Segment {
  readonly marker: number
  readonly length: number
  readonly end: number
}

/** The segment that begins here; undefined where none does, or it ends behind the bytes. */
const segmentAt = (bytes: Buffer, at: number): Segment | undefined => {
  if (at + 4 > bytes.length) return undefined
  const marker = bytes.readUInt16BE(at) - 0xff00
  const length = bytes.readUInt16BE(at + 2)
  const end = at + 2 + length
  return marker < 0xc0 || length < 2 || end > bytes.length ? undefined : { marker, length, end }
}

const isWhole = (bytes: Buffer): boolean =>
  bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9

/**
 * A JPEG without what it tells of place, time and device; undefined for anything that is no whole JPEG of a size that can be shown.
 * It goes by the bytes, never by a name or a type somebody says.
 */
export const plainJpeg = (bytes: Buffer): Buffer | undefined => {
  if (!isWhole(bytes)) return undefined
  const kept = [bytes.subarray(0, 2)]
  let frames = 0
  let at = 2
  for (let one = segmentAt(bytes, at); one !== undefined; one = segmentAt(bytes, at)) {
    const { marker, length, end } = one
    // Behind the first scan come coded pixels to the end.
    if (marker === 0xda) return frames === 1 ? Buffer.concat([...kept, bytes.subarray(at)]) : undefined
    if (isFrame(marker)) frames += fits(bytes, at, length) ? 1 : 2
    if (!isTelling(marker)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return undefined
}
