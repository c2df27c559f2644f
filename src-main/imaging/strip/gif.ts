import { spells } from '../../../src-shared/imaging/bytes.ts'

const [extension, image, trailer] = [0x21, 0x2c, 0x3b]
const graphicControl = 0xf9
const application = 0xff

/** Where the sub-blocks that begin at `from` end (GIF89a 15). */
function blocksEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] ?? 0) > 0) at += 1 + (bytes[at] ?? 0)
  return at + 1
}

const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

/** The extensions that a picture needs: how a frame is laid, and how often an animation repeats. */
const needed = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 1] === graphicControl || (bytes[at + 1] === application && spells(bytes, at + 3, 'NETSCAPE2.0'))

/** Where the image or extension at `at` ends; beyond the file where it is neither, or cut short. */
function partEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === image) return blocksEnd(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0))
  return bytes[at] === extension ? blocksEnd(bytes, at + 2) : bytes.length + 1
}

/** The same GIF without comments, texts and what programs left in it. Undefined where its structure cannot be followed. */
export function strippedGif(bytes: Uint8Array): Uint8Array | undefined {
  let at = 13 + tableBytes(bytes[10] ?? 0)
  const parts: Uint8Array[] = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    if (bytes[at] === trailer) return Buffer.concat([...parts, bytes.subarray(at, at + 1)])
    const end = partEnd(bytes, at)
    if (end > bytes.length) return undefined
    if (bytes[at] === image || needed(bytes, at)) parts.push(bytes.subarray(at, end))
    at = end
  }
  return undefined
}
