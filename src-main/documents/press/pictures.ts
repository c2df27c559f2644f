import type { PaperPicture } from '../../../src-shared/documents/index.ts'
import { momentOf } from '../templates/say.ts'
import { setRows } from './rows.ts'
import { type Element, type Sheet, styles } from './sheet.ts'

/** The bytes of each picture by its name: JPEG as the darkroom makes it. */
export type PictureBytes = Readonly<Record<string, Uint8Array>>

/** A picture that is not there or cannot be read. */
export class BadPicture extends Error {}

/** What pdfkit does and its type definitions leave out. */
interface Opening {
  openImage(file: Buffer): { readonly width: number; readonly height: number }
}

const gutter = 14
const below = 4

interface Frame {
  readonly picture: PaperPicture
  readonly number: number
  readonly caption: readonly string[]
  readonly box: { readonly widthPt: number; readonly heightPt: number }
  readonly bytes: Buffer
}

/** A place `b` of picture 3 is `3b` on paper; the twenty-seventh is `3aa`. */
export const placeName = (number: number, index: number): string => {
  const letter = (at: number): string => String.fromCharCode(97 + at)
  return `${number}${index < 26 ? letter(index) : letter(Math.floor(index / 26) - 1) + letter(index % 26)}`
}

/** Numbered pictures in a grid, their marked places drawn over them and named below. */
export function setPictures(
  sheet: Sheet,
  asked: { first: number; pictures: readonly PaperPicture[] },
  bytes: PictureBytes,
): void {
  const { first, pictures } = asked
  const columns = pictures.length > 4 ? 3 : 2
  const width = (sheet.width - (columns - 1) * gutter) / columns
  const frames = pictures.map((picture, index) => frameOf(sheet, { picture, number: first + index, width, bytes }))
  for (let at = 0; at < frames.length; at += columns) {
    const row = frames.slice(at, at + columns)
    const tall = Math.max(...row.map(({ box }) => box.heightPt))
    const height = tall + Math.max(...row.map(({ caption }) => caption.length)) * styles.small.leading + below + 10
    sheet.need(height)
    row.forEach((frame, column) => setFrame(sheet, frame, [sheet.left + column * (width + gutter), tall]))
    sheet.down(height)
  }
  setPlaces(sheet, frames)
}

function frameOf(
  sheet: Sheet,
  { picture, number, width, bytes }: { picture: PaperPicture; number: number; width: number; bytes: PictureBytes },
): Frame {
  const buffer = bufferOf(bytes[picture.image])
  const { width: widthPx, height: heightPx } = sizeOf(sheet, buffer)
  const scale = Math.min(width / widthPx, (width * 0.8) / heightPx)
  const { caption, takenAt, scale: millimetre } = picture
  const told = [`${number}. ${caption}`, takenAt && momentOf(takenAt), millimetre].filter(one => one !== undefined)
  return {
    picture,
    number,
    caption: sheet.lines(told.join('\n'), styles.small, width),
    box: { widthPt: widthPx * scale, heightPt: heightPx * scale },
    bytes: buffer,
  }
}

const bufferOf = (file: Uint8Array | undefined): Buffer => {
  if (file === undefined) throw new BadPicture()
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength)
}

/** The size of a JPEG in pixels, as pdfkit reads it from the frame header. */
function sizeOf({ doc }: Sheet, file: Buffer): { width: number; height: number } {
  try {
    const { width, height } = (doc as unknown as Opening).openImage(file)
    if (width > 0 && height > 0) return { width, height }
  } catch {
    // Its words are the library's; what matters is told below.
  }
  throw new BadPicture()
}

function setFrame(sheet: Sheet, frame: Frame, [x, tall]: readonly [number, number]): void {
  const { picture, number, box, caption, bytes } = frame
  const y = sheet.at()
  const figure = sheet.element('Figure', { alt: `Picture ${number}: ${picture.caption}` })
  sheet.as(figure, 'Figure', () => {
    sheet.doc.image(bytes, x, y, { width: box.widthPt, height: box.heightPt })
    picture.regions?.forEach(({ points }, index) => {
      const placed = points.map(([px, py]): [number, number] => [x + px * box.widthPt, y + py * box.heightPt])
      markPlace(sheet, placed, placeName(number, index))
    })
  })
  const words: Element = sheet.element('Caption')
  sheet.as(words, 'Caption', () => {
    caption.forEach((line, index) => {
      sheet.set(line, styles.small, [x, y + tall + below + index * styles.small.leading])
    })
  })
}

/** A ring, a line or a point in dark over white, which shows on any skin, and its name beside it. */
function markPlace({ doc }: Sheet, points: readonly [number, number][], name: string): void {
  const [start, ...rest] = points
  if (start === undefined) return
  const trace = (): void => {
    if (rest.length === 0) {
      doc.circle(...start, 3)
      return
    }
    doc.moveTo(...start)
    for (const point of rest) doc.lineTo(...point)
    if (rest.length > 1) doc.closePath()
  }
  doc.save().lineJoin('round')
  trace()
  doc.lineWidth(2.2).strokeColor('#ffffff').stroke()
  trace()
  doc.lineWidth(0.9).strokeColor('#101418').stroke()
  doc.font('bold').fontSize(7)
  const wide = doc.widthOfString(name) + 4
  const [x, y] = [start[0] + 3, start[1] - 11]
  doc.rect(x, y, wide, 9.5).fillAndStroke('#ffffff', '#101418')
  doc.fillColor('#101418').text(name, x + 2, y + 1, { lineBreak: false })
  doc.restore()
}

function setPlaces(sheet: Sheet, frames: readonly Frame[]): void {
  const rows = frames.flatMap(({ picture, number }) =>
    (picture.regions ?? []).map(({ label }, index) => [
      { text: placeName(number, index), style: styles.strong, names: 'Row' as const },
      { text: label, style: styles.body },
    ]),
  )
  if (rows.length === 0) return
  const column = { style: styles.label, names: 'Column' as const }
  const head = [
    { text: 'Place', ...column },
    { text: 'What is marked', ...column },
  ]
  setRows(sheet, { rows, head, widths: [0.12, 0.88], ruled: true })
}
