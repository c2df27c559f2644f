import { spells, tag } from '../../src-shared/imaging/bytes.ts'
import { isDicom } from './dicom/read.ts'
import { walkDicom } from './dicom/walk.ts'
import type { NotPicture, Picture, PictureType, Sniffed } from './picture.ts'
import { orientationOf } from './tiff-tags.ts'
import type { Walk } from './walk.ts'
import { walkGif } from './walk-gif.ts'
import { walkHeif } from './walk-heif.ts'
import { walkJpeg } from './walk-jpeg.ts'
import { walkPng } from './walk-png.ts'
import { walkTiff } from './walk-tiff.ts'
import { walkWebp } from './walk-webp.ts'

/** No picture larger than this is taken: bytes, and pixels after the header's word. */
export const limits = { bytes: 100 * 1024 * 1024, pixels: 256_000_000, jpegScans: 200 } as const

type Kind = PictureType

const walks: Readonly<Record<Kind, (bytes: Uint8Array) => Walk>> = {
  jpeg: walkJpeg,
  png: walkPng,
  webp: walkWebp,
  gif: walkGif,
  tiff: walkTiff,
  heic: walkHeif,
  avif: walkHeif,
  dicom: walkDicom,
}

const heifBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']

/** What the first bytes spell, with the kind of picture that means. */
const beginnings: readonly (readonly [Kind, (bytes: Uint8Array) => boolean])[] = [
  ['jpeg', bytes => spells(bytes, 0, '\xff\xd8\xff')],
  ['png', bytes => spells(bytes, 0, '\x89PNG\r\n\x1a\n')],
  ['webp', bytes => spells(bytes, 0, 'RIFF') && spells(bytes, 8, 'WEBP')],
  ['gif', bytes => spells(bytes, 0, 'GIF87a') || spells(bytes, 0, 'GIF89a')],
  ['tiff', bytes => spells(bytes, 0, 'II*\0') || spells(bytes, 0, 'MM\0*')],
  ['avif', bytes => spells(bytes, 4, 'ftyp') && ['avif', 'avis'].includes(tag(bytes, 8))],
  ['heic', bytes => spells(bytes, 4, 'ftyp') && heifBrands.includes(tag(bytes, 8))],
  ['dicom', isDicom],
]

/** The type by its first bytes alone: neither name nor declared type is believed, and a second format further on is ignored. */
const kindOf = (bytes: Uint8Array): Kind | undefined => beginnings.find(([, begins]) => begins(bytes))?.[0]

const refuse = (bytes: Uint8Array): NotPicture => {
  if (bytes.length === 0) return { ok: false, why: 'empty' }
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 4_096)).toLowerCase()
  return { ok: false, why: head.includes('<svg') ? 'svg' : 'not-a-picture' }
}

/** Type and structure of a picture, without its limits checked; undefined where it is none. */
export const sniffWalk = (bytes: Uint8Array): { type: Kind; walk: Walk } | undefined => {
  if (bytes.length > limits.bytes) return undefined
  const type = kindOf(bytes)
  return type && { type, walk: walks[type](bytes) }
}

const pictureOf = (bytes: Uint8Array, type: Kind, walk: Walk): Picture => ({
  ok: true,
  type,
  mime: type === 'dicom' ? 'application/dicom' : `image/${type}`,
  widthPx: walk.widthPx,
  heightPx: walk.heightPx,
  orientation: walk.orientation ?? (walk.exif === undefined ? 1 : orientationOf(walk.exif)),
  shown: (walk.jpegScans ?? 0) <= limits.jpegScans,
  animated: walk.animated,
  truncated: walk.truncated,
  trailingBytes: bytes.length - walk.end,
  ...(walk.spacingMm === undefined ? {} : { spacingMm: walk.spacingMm }),
  ...(walk.jpegFrame === undefined ? {} : { jpegFrame: walk.jpegFrame }),
  ...(walk.jpegScans === undefined ? {} : { jpegScans: walk.jpegScans }),
})

/**
 * What these bytes are: true type, stored size in px, orientation, damage and what follows the end.
 * Reads headers only, decodes nothing, never throws, and passes over the bytes at most once.
 */
export const sniff = (bytes: Uint8Array): Sniffed => {
  if (bytes.length > limits.bytes) return { ok: false, why: 'too-large' }
  const found = sniffWalk(bytes)
  if (found === undefined) return refuse(bytes)
  const { type, walk } = found
  if (type === 'dicom' && walk.widthPx * walk.heightPx === 0) return { ok: false, why: 'dicom', type }
  if (walk.widthPx === 0 || walk.heightPx === 0) return { ok: false, why: 'no-size', type }
  if (walk.widthPx * walk.heightPx > limits.pixels) return { ok: false, why: 'too-many-pixels', type }
  return pictureOf(bytes, type, walk)
}
