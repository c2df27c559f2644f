import PDFDocument from 'pdfkit'
import type { Block, Page } from '../page.ts'
import { setBanner, setBlocks, setParagraph } from './blocks.ts'
import { fontFiles } from './fonts.ts'
import { BadPicture, type PictureBytes } from './pictures.ts'
import { type Printable, printableOf } from './printable.ts'
import { hairline } from './rows.ts'
import { type Doc, openSheet, type Sheet, styles, TooLong } from './sheet.ts'

/** A paper as a PDF file, or why there is none. `missing` names the characters that are boxes on it, as `U+6F22`. */
export type Printed =
  | { readonly bytes: Uint8Array; readonly pages: number; readonly missing: readonly string[] }
  | { readonly refused: 'documents.unprintable' | 'documents.tooLong' | 'documents.picture' }

/** Left and right, above, and below: what is left free of a sheet, points. */
const margin = { side: 50, top: 40, foot: 48 }

/**
 * Sets a page in type: PDF 1.7, tagged (PDF/UA-1), fonts embedded, no script and no link. The same page and pictures give the same bytes:
 * its only time is the document's own.
 */
export async function print(asked: Page, pictures: PictureBytes): Promise<Printed> {
  const doc = documentOf(asked)
  const { page, missing } = printableOf(asked, fontOf(doc))
  if (missing.length > 0 && page.unprintable === 'refuse') return { refused: 'documents.unprintable' }
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>(resolve => {
    doc.on('end', () => resolve())
  })
  try {
    setWhole(doc, { page, missing }, pictures)
  } catch (error) {
    if (error instanceof TooLong) return { refused: 'documents.tooLong' }
    if (error instanceof BadPicture) return { refused: 'documents.picture' }
    throw error
  }
  const pages = doc.bufferedPageRange().count
  doc.end()
  await ended
  return { bytes: new Uint8Array(Buffer.concat(chunks)), pages, missing }
}

function documentOf({ title, language, paper, created, clinic }: Page): Doc {
  const files = fontFiles()
  const when = new Date(created)
  const doc = new PDFDocument({
    size: paper === 'A4' ? 'A4' : 'LETTER',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: language,
    displayTitle: true,
    font: files.regular as unknown as string,
    info: { Title: title, Author: clinic.name, Creator: 'Cutis', Producer: 'Cutis', CreationDate: when, ModDate: when },
  })
  doc.registerFont('regular', files.regular).registerFont('bold', files.bold)
  return doc
}

/** Whether both weights have a character; pdfkit keeps the opened font to itself. */
function fontOf(doc: Doc): (codePoint: number) => boolean {
  const opened = (['regular', 'bold'] as const).map(weight => {
    doc.font(weight)
    return (doc as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } })._font.font
  })
  return codePoint => opened.every(font => font.hasGlyphForCodePoint(codePoint))
}

function setWhole(doc: Doc, { page, missing }: Printable, pictures: PictureBytes): void {
  const sheet = openSheet(doc, { margin, runningHead: one => setRunningHead(one, page) })
  sheet.turn()
  setLetterhead(sheet, page)
  setParagraph(sheet, { text: page.title, style: styles.title, tag: 'H1' })
  const note: Block[] = missing.length > 0 ? [{ kind: 'notice', text: noteOf(missing) }] : []
  setBlocks(sheet, [...page.blocks, ...note], pictures)
  setFeet(doc, sheet, page)
  sheet.root.end()
}

const noteOf = (missing: readonly string[]): string => {
  const more = missing.length > 20 ? ` and ${missing.length - 20} more` : ''
  return `Characters that cannot be printed are shown as □: ${missing.slice(0, 20).join(', ')}${more}. The record holds them whole.`
}

function setLetterhead(sheet: Sheet, { clinic, patient, banner }: Page): void {
  setParagraph(sheet, { text: clinic.name, style: styles.clinic })
  const numbers = clinic.numbers.map(({ label, value }) => `${label} ${value}`).join('  ·  ')
  for (const text of [clinic.lines.slice(0, -1).join(', '), clinic.lines.at(-1) ?? '', numbers])
    if (text !== '') setParagraph(sheet, { text, style: styles.small })
  sheet.down(4)
  hairline(sheet, sheet.at())
  sheet.down(6)
  if (banner !== undefined) setBanner(sheet, banner)
  setBlocks(
    sheet,
    [
      { kind: 'fields', look: 'bold', rows: patient.fields.slice(0, 1) },
      { kind: 'fields', look: 'pairs', rows: patient.fields.slice(1) },
    ],
    {},
  )
  hairline(sheet, sheet.at())
  sheet.down(12)
}

/** What every further page begins with: whose it is, of whom it is, and what it is worth. */
function setRunningHead(sheet: Sheet, { clinic, title, patient, banner }: Page): number {
  const set = (text: string, weight: 'small' | 'strong' | 'banner'): void => {
    for (const line of sheet.lines(text, styles[weight], sheet.width)) {
      sheet.set(line, styles[weight], [sheet.left, sheet.at()])
      sheet.down(styles[weight].leading)
    }
  }
  sheet.aside(() => {
    set(patient.line, 'strong')
    set(`${title}  ·  ${clinic.name}`, 'small')
    if (banner !== undefined) set(banner, 'banner')
  }, 'Pagination')
  sheet.down(4)
  hairline(sheet, sheet.at())
  return sheet.at() + 10
}

/** The foot of every page, once it is known how many there are. */
function setFeet(doc: Doc, sheet: Sheet, { id, contentHash }: Page): void {
  const { start, count } = doc.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index)
    const y = doc.page.height - 36
    hairline(sheet, y - 5)
    sheet.aside(() => {
      const right = `Page ${index - start + 1} of ${count}`
      sheet.set(`Document ${id}  ·  SHA-256 ${contentHash.slice(0, 16)}`, styles.tiny, [sheet.left, y])
      doc.font('regular').fontSize(styles.tiny.size)
      sheet.set(right, styles.tiny, [sheet.left + sheet.width - doc.widthOfString(right), y])
    }, 'Pagination')
  }
}
