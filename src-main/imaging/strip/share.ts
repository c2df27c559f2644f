import { createHash } from 'node:crypto'
import type { Shared } from '../darkroom-words.ts'
import { exifOf } from '../exif.ts'
import { sharp } from '../safe-sharp.ts'
import { limits, sniff } from '../sniff.ts'
import { ground, sourceOf, timeoutSeconds } from '../source.ts'
import { onlyOrientation } from './orientation.ts'
import { stripped } from './strip.ts'

const open = (bytes: Uint8Array) =>
  sharp(bytes, { failOn: 'none', limitInputPixels: limits.pixels, sequentialRead: true })

/** A hash over every pixel as it is shown, upright. */
async function pixelsOf(bytes: Uint8Array): Promise<string> {
  const { data, info } = await open(bytes)
    .autoOrient()
    .timeout({ seconds: timeoutSeconds })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return createHash('sha256').update(`${info.width}x${info.height}x${info.channels}`).update(data).digest('hex')
}

/** At most the least EXIF there is, with or without the prefix that some formats put before it. */
function isLeast(exif: Buffer | undefined, orientation: number): boolean {
  const least = onlyOrientation(orientation)
  return exif === undefined || exif.equals(least) || exif.equals(Buffer.concat([Buffer.from('Exif\0\0'), least]))
}

/** True where reading back finds nothing beside the picture: no text, no place, no camera, at most which way up it is. */
async function isBare(bytes: Uint8Array): Promise<boolean> {
  const seen = sniff(bytes)
  if (!seen.ok || seen.trailingBytes > 0) return false
  const { exif, xmp, iptc, comments = [] } = await open(bytes).metadata()
  const { hasPlace, ...camera } = exifOf(bytes)
  const said = [xmp, iptc, ...comments, ...Object.values(camera)].some(one => one !== undefined)
  return !said && !hasPlace && isLeast(exif, seen.orientation)
}

/** The same bytes of the picture where its structure allows; undefined where taking the rest out cannot be proved harmless. */
async function untouched(bytes: Uint8Array): Promise<Shared | undefined> {
  const seen = sniff(bytes)
  const copy = seen.ok ? stripped(bytes, seen) : undefined
  if (!seen.ok || copy === undefined || !(await isBare(copy))) return undefined
  const again = stripped(copy, seen)
  const settled = again !== undefined && Buffer.from(again).equals(copy)
  return settled && (await pixelsOf(copy)) === (await pixelsOf(bytes))
    ? { bytes: copy, mediaType: seen.mime, encodedAgain: false }
    : undefined
}

/** Kinds that most programs cannot show, or whose metadata cannot be taken out by itself: encoded again. */
const encodedKinds: ReadonlySet<string> = new Set(['heic', 'avif', 'dicom'])

async function encoded(bytes: Uint8Array): Promise<Shared | undefined> {
  const { picture } = await sourceOf(bytes)
  const copy = await picture
    .flatten({ background: ground })
    .toColourspace('srgb')
    .timeout({ seconds: timeoutSeconds })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer()
  return (await isBare(copy)) ? { bytes: copy, mediaType: 'image/jpeg', encodedAgain: true } : undefined
}

/**
 * A copy of a picture to give away: no metadata, the same pixels, proved by reading it back. HEIC, AVIF and DICOM become a JPEG.
 * `refused` where it cannot be proved. Throws what a decoder throws.
 */
export async function share(bytes: Uint8Array): Promise<Shared | { readonly refused: true }> {
  const seen = sniff(bytes)
  const copy = seen.ok && encodedKinds.has(seen.type) ? await encoded(bytes) : await untouched(bytes)
  return copy ?? { refused: true }
}
