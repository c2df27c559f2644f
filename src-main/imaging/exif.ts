import { u16, u32 } from '../../src-shared/imaging/bytes.ts'
import { sniffWalk } from './sniff.ts'
import { type Block, blockOf, directoryAt, numberOf } from './tiff-tags.ts'

/** What Cutis reads of a picture's EXIF; the original bytes keep all of it. */
export interface Exif {
  /** Camera's own clock, `YYYY-MM-DDTHH:MM:SS`, with its offset where the camera wrote one. */
  readonly takenAt?: string
  readonly make?: string
  readonly model?: string
  readonly serial?: string
  /** True where the file carries a place; shown as a warning, stripped on every export. */
  readonly hasPlace: boolean
}

// Exif 2.32 tables 3–7.
const tags = { make: 0x10f, model: 0x110, exif: 0x8769, gps: 0x8825, takenAt: 0x9003, offset: 0x9011, serial: 0xa431 }
const longestText = 128

const textOf = ({ bytes, order }: Block, entry: number | undefined): string | undefined => {
  if (entry === undefined || u16(bytes, entry + 2, order) !== 2) return undefined
  const length = Math.min(u32(bytes, entry + 4, order), longestText)
  const from = u32(bytes, entry + 4, order) <= 4 ? entry + 8 : u32(bytes, entry + 8, order)
  const text = String.fromCharCode(...bytes.subarray(from, from + length)).split('\0')[0] ?? ''
  // Control characters and bidirectional overrides have no place in a serial number.
  const plain = text.replace(/[^\x20-\x7e]/g, '').trim()
  return plain === '' ? undefined : plain
}

const momentOf = (text: string | undefined, offset: string | undefined): string | undefined => {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text ?? '')
  if (parts === null || parts[1] === '0000') return undefined
  return `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${/^[+-]\d\d:\d\d$/.test(offset ?? '') ? offset : ''}`
}

const defined = (fields: Record<'takenAt' | 'make' | 'model' | 'serial', string | undefined>): Omit<Exif, 'hasPlace'> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** Reads date, make, model, serial and whether a place is stored; never throws, empty where there is none. */
export const exifOf = (bytes: Uint8Array): Exif => {
  const exif = sniffWalk(bytes)?.walk.exif
  const block = exif && blockOf(exif)
  if (block === undefined) return { hasPlace: false }
  const main = directoryAt(block, u32(block.bytes, 4, block.order))
  const camera = directoryAt(block, numberOf(block, main.get(tags.exif)))
  return {
    ...defined({
      takenAt: momentOf(textOf(block, camera.get(tags.takenAt)), textOf(block, camera.get(tags.offset))),
      make: textOf(block, main.get(tags.make)),
      model: textOf(block, main.get(tags.model)),
      serial: textOf(block, camera.get(tags.serial)),
    }),
    hasPlace: directoryAt(block, numberOf(block, main.get(tags.gps))).size > 0,
  }
}
