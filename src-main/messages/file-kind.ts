import { clipOf, sniff } from '../imaging/index.ts'

/** One file of a message, in bytes. */
export const largestFile = 25 * 1024 * 1024

/** Kinds of file a message may carry. */
export const fileTypes = ['application/pdf', 'image/jpeg', 'image/png', 'video/mp4', 'video/webm'] as const
export type FileType = (typeof fileTypes)[number]

const ascii = new TextDecoder('latin1')
/** Readers look for the end of a PDF in its last kilobyte (ISO 32000-1, implementation notes of Annex H). */
const tailBytes = 1024

const isPdf = (bytes: Uint8Array): boolean =>
  /^%PDF-[12]\.\d/.test(ascii.decode(bytes.subarray(0, 8))) &&
  ascii.decode(bytes.subarray(-tailBytes)).includes('%%EOF')

/**
 * What a file is by its own bytes: a whole PDF, JPEG, PNG, or a clip as MP4 or WebM; undefined where it is none of these. Its name and what the browser
 * takes it for are not believed.
 */
export function fileTypeOf(bytes: Uint8Array): FileType | undefined {
  if (isPdf(bytes)) return 'application/pdf'
  const picture = sniff(bytes)
  if (!picture.ok) return clipTypeOf(bytes)
  if (picture.truncated) return undefined
  if (picture.type === 'jpeg') return 'image/jpeg'
  return picture.type === 'png' ? 'image/png' : undefined
}

/** As the capture room takes clips, except that one which ends too early is none. */
function clipTypeOf(bytes: Uint8Array): FileType | undefined {
  const clip = clipOf(bytes)
  return clip?.truncated === false ? clip.mime : undefined
}

/** A file's name as it is kept: its last part, without signs that steer a screen or a file system. */
export function fileNameOf(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last.replaceAll(/[\p{C}<>:"|?*]/gu, '').trim()
  return plain.replace(/^\.+/, '').slice(0, 120).trim() || 'file'
}
