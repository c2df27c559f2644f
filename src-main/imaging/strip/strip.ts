import type { Picture } from '../picture.ts'
import { strippedPng, strippedWebp } from './chunks.ts'
import { strippedGif } from './gif.ts'
import { strippedJpeg } from './jpeg.ts'
import { strippedTiff } from './tiff.ts'

/**
 * The same picture without metadata, its coded pixels copied byte by byte; what says how they become colours, and which way up they
 * are, stays. Undefined for kinds whose coded pixels cannot be taken out alone here, and for structures that cannot be followed.
 */
export function stripped(
  bytes: Uint8Array,
  { type, orientation }: Pick<Picture, 'type' | 'orientation'>,
): Uint8Array | undefined {
  if (type === 'jpeg') return strippedJpeg(bytes, orientation)
  if (type === 'png') return strippedPng(bytes, orientation)
  if (type === 'webp') return strippedWebp(bytes, orientation)
  if (type === 'gif') return strippedGif(bytes)
  return type === 'tiff' ? strippedTiff(bytes) : undefined
}
