import { spells, u16, u32 } from '../../../src-shared/imaging/bytes.ts'
import { type Element, elementsOf } from './elements.ts'

/** Which way the pixels of a DICOM file are stored, as far as it can be drawn here. */
export type Storage = 'jpeg' | 'native'

/** A DICOM image's own words about its first frame. Lengths are bounded by the file, numbers by what pictures can be. */
export interface DicomImage {
  readonly storage: Storage
  readonly widthPx: number
  readonly heightPx: number
  /** Values a pixel, one or three. */
  readonly samples: number
  /** PS3.3 C.7.6.3.1.2, for example `RGB`, `MONOCHROME2`, `YBR_FULL_422`. */
  readonly photometric: string
  /** 0 colour by pixel, 1 colour by plane. */
  readonly planar: number
  readonly frames: number
  /** Distance of rows, and of columns, mm; only where the file says it. */
  readonly spacingMm?: readonly [row: number, column: number]
  readonly icc?: Uint8Array
  readonly pixels: Element
}

const jpegBaseline = '1.2.840.10008.1.2.4.50'
/** Transfer syntaxes: implicit and explicit little-endian, JPEG baseline (PS3.5 section 10). */
const syntaxes: Readonly<Record<string, { explicit: boolean; storage: Storage }>> = {
  '1.2.840.10008.1.2': { explicit: false, storage: 'native' },
  '1.2.840.10008.1.2.1': { explicit: true, storage: 'native' },
  [jpegBaseline]: { explicit: true, storage: 'jpeg' },
}

/** Photographs (PS3.4 B.5): secondary capture, its colour and grey multi-frame kinds, VL Photographic, Dermoscopic Photography. */
const photographs = new Set([
  '1.2.840.10008.5.1.4.1.1.7',
  '1.2.840.10008.5.1.4.1.1.7.2',
  '1.2.840.10008.5.1.4.1.1.7.4',
  '1.2.840.10008.5.1.4.1.1.77.1.4',
  '1.2.840.10008.5.1.4.1.1.77.1.7',
])

/** Photometric interpretations that are drawn, with the values a pixel that they have. */
const colours: Readonly<Record<string, number>> = {
  RGB: 3,
  YBR_FULL: 3,
  YBR_FULL_422: 3,
  MONOCHROME1: 1,
  MONOCHROME2: 1,
}
/** A text value is short; longer ones are not what is looked for. */
const longestText = 128

type Elements = ReadonlyMap<number, Element>

function textOf(bytes: Uint8Array, elements: Elements, tag: number): string {
  const { start, end } = elements.get(tag) ?? { start: 0, end: 0 }
  const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + longestText)))
  return text.replace(/[\0 ]+$/, '').trim()
}

const numberOf = (bytes: Uint8Array, elements: Elements, tag: number): number | undefined => {
  const element = elements.get(tag)
  return element && element.end - element.start >= 2 ? u16(bytes, element.start, 'little') : undefined
}

/** True where the bytes begin as a DICOM file does (PS3.10 7.1). */
export const isDicom = (bytes: Uint8Array): boolean => spells(bytes, 128, 'DICM')

/** What a DICOM file says of its image, without its pixels looked at; undefined where it is no photograph that can be drawn here. */
export function dicomImageOf(bytes: Uint8Array): DicomImage | undefined {
  if (!isDicom(bytes)) return undefined
  // The file's own group has its length as its first element (PS3.10 table 7.1-1).
  const metaEnd = Math.min(bytes.length, 144 + u32(bytes, 140, 'little'))
  const meta = elementsOf(bytes, { from: 132, until: metaEnd, explicit: true })
  const syntax = textOf(bytes, meta, 0x00020010)
  const form = Object.hasOwn(syntaxes, syntax) ? syntaxes[syntax] : undefined
  if (form === undefined) return undefined
  const elements = elementsOf(bytes, { from: metaEnd, until: bytes.length, explicit: form.explicit })
  if (!photographs.has(textOf(bytes, elements, 0x00080016))) return undefined
  return imageOf(bytes, elements, form.storage)
}

function imageOf(bytes: Uint8Array, elements: Elements, storage: Storage): DicomImage | undefined {
  const number = (tag: number, otherwise = 0) => numberOf(bytes, elements, tag) ?? otherwise
  const samples = number(0x00280002, 1)
  const photometric = textOf(bytes, elements, 0x00280004)
  const pixels = elements.get(0x7fe00010)
  const drawn = number(0x00280100) === 8 && colours[photometric] === samples
  if (!drawn || pixels?.items !== (storage === 'jpeg')) return undefined
  const frames = Number(textOf(bytes, elements, 0x00280008))
  const spacingMm = spacingOf(textOf(bytes, elements, 0x00280030))
  const icc = elements.get(0x00282000)
  return {
    storage,
    widthPx: number(0x00280011),
    heightPx: number(0x00280010),
    samples,
    photometric,
    planar: number(0x00280006),
    frames: frames > 1 ? Math.floor(frames) : 1,
    pixels,
    ...(spacingMm && { spacingMm }),
    ...(icc && { icc: bytes.subarray(icc.start, icc.end) }),
  }
}

/** PS3.3 10.7.1.3: distance of rows, backslash, distance of columns, in mm. */
function spacingOf(text: string): readonly [number, number] | undefined {
  const [row = 0, column = 0, ...more] = text.split('\\').map(Number)
  const sane = [row, column].every(mm => mm > 0.0001 && mm < 100)
  return sane && more.length === 0 ? [row, column] : undefined
}
