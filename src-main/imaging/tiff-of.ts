/** Decoded pixels: red, green and blue, one byte each, row by row. */
export interface Raw {
  readonly widthPx: number
  readonly heightPx: number
  readonly data: Uint8Array
  /** Their colour profile; sRGB without one. */
  readonly icc?: Uint8Array
}

const short = 3
const long = 4
const undefinedType = 7
const entryBytes = 12
/** The directory begins behind the file's own eight bytes. */
const directoryAt = 8

type Entry = readonly [tag: number, type: number, count: number, value: number]

/**
 * The pixels as an uncompressed little-endian TIFF (TIFF 6.0, "RGB Full Color Images"), so that libvips opens what other decoders
 * made like any other picture, its colour profile included.
 */
export function tiffOf({ widthPx, heightPx, data, icc }: Raw): Buffer {
  const bytes = widthPx * heightPx * 3
  if (data.byteLength < bytes) throw new Error('fewer pixels than the picture has')
  const count = icc ? 12 : 11
  const depthsAt = directoryAt + 2 + count * entryBytes + 4
  const profileAt = depthsAt + 8
  const pixelsAt = profileAt + 2 * Math.ceil((icc?.byteLength ?? 0) / 2)
  const profile: readonly Entry[] = icc ? [[34_675, undefinedType, icc.byteLength, profileAt]] : []
  const entries: readonly Entry[] = [
    [256, long, 1, widthPx],
    [257, long, 1, heightPx],
    [258, short, 3, depthsAt],
    [259, short, 1, 1],
    [262, short, 1, 2],
    [273, long, 1, pixelsAt],
    [277, short, 1, 3],
    [278, long, 1, heightPx],
    [279, long, 1, bytes],
    [284, short, 1, 1],
    [296, short, 1, 1],
    ...profile,
  ]
  const head = Buffer.alloc(pixelsAt)
  head.write('II*\0', 'latin1')
  head.writeUInt32LE(directoryAt, 4)
  head.writeUInt16LE(entries.length, directoryAt)
  for (const [n, entry] of entries.entries()) writeEntry(head, directoryAt + 2 + n * entryBytes, entry)
  for (const channel of [0, 1, 2]) head.writeUInt16LE(8, depthsAt + channel * 2)
  if (icc) head.set(icc, profileAt)
  return Buffer.concat([head, data.subarray(0, bytes)])
}

function writeEntry(head: Buffer, at: number, [tag, type, count, value]: Entry): void {
  head.writeUInt16LE(tag, at)
  head.writeUInt16LE(type, at + 2)
  head.writeUInt32LE(count, at + 4)
  head.writeUInt32LE(value, at + 8)
}
