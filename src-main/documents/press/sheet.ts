import type PDFDocument from 'pdfkit'
import type { Weight } from './fonts.ts'
import { linesIn } from './lines.ts'

/** Type as it is set: sizes in points (1/72 inch). */
export interface Style {
  readonly weight: Weight
  readonly size: number
  readonly leading: number
  readonly colour: string
}

export const ink = '#16191d'
export const muted = '#4a545e'
export const brand = '#17496f'
export const rule = '#b9c2cb'
export const alarm = '#8f1717'

const style = (
  size: number,
  { weight = 'regular', colour = ink }: { weight?: Weight; colour?: string } = {},
): Style => ({
  weight,
  size,
  leading: size * 1.34,
  colour,
})

export const styles = {
  body: style(10),
  strong: style(10, { weight: 'bold' }),
  large: style(13, { weight: 'bold' }),
  small: style(8.5, { colour: muted }),
  tiny: style(7.5, { colour: muted }),
  label: style(10, { weight: 'bold', colour: muted }),
  heading: style(11.5, { weight: 'bold', colour: brand }),
  title: style(18, { weight: 'bold' }),
  clinic: style(14, { weight: 'bold', colour: brand }),
  banner: style(10.5, { weight: 'bold', colour: alarm }),
} as const

export type Doc = InstanceType<typeof PDFDocument>
export type Element = PDFKit.PDFStructureElement

/** Beyond this a paper is refused. */
const mostPages = 60
export class TooLong extends Error {}

/** One paper while it is set: where the next line goes, and how it is told to those who cannot see it. Lengths in points. */
export interface Sheet {
  readonly doc: Doc
  readonly root: Element
  readonly left: number
  readonly width: number
  readonly at: () => number
  readonly down: (by: number) => void
  /** What is left of this page. */
  readonly room: () => number
  /** What a fresh page has. */
  readonly most: () => number
  readonly turn: () => void
  /** Turns the page unless so much is left. */
  readonly need: (height: number) => void
  readonly lines: (text: string, style: Style, width: number) => string[]
  /** Sets one line; its place is its upper left corner. */
  readonly set: (line: string, style: Style, place: readonly [x: number, y: number]) => void
  /** Draws as content of a structure element. */
  readonly as: (element: Element, tag: string, draw: () => void) => void
  /** Draws what is no content: rules, running heads. */
  readonly aside: (draw: () => void, type?: 'Layout' | 'Pagination') => void
  /** A new structure element under another, or at the top. */
  readonly element: (tag: string, options?: { alt?: string; scope?: string; under?: Element }) => Element
}

interface Frame {
  readonly margin: { readonly side: number; readonly top: number; readonly foot: number }
  /** Draws the running head of every page but the first and says where the text begins. */
  readonly runningHead: (sheet: Sheet) => number
}

/** Opens a sheet over a document without pages. */
export function openSheet(doc: Doc, { margin, runningHead }: Frame): Sheet {
  const root = doc.struct('Document')
  doc.addStructure(root)
  let y = margin.top
  let top = y
  const bottom = (): number => doc.page.height - margin.foot
  const element: Sheet['element'] = (tag, { under = root, alt, scope } = {}) => {
    // The type definitions of pdfkit do not know `scope` yet; pdfkit does.
    const made = doc.struct(tag, { ...(alt !== undefined && { alt }), ...(scope !== undefined && { scope }) } as object)
    under.add(made)
    return made
  }
  const sheet: Sheet = {
    doc,
    root,
    left: margin.side,
    get width() {
      return doc.page.width - 2 * margin.side
    },
    at: () => y,
    down: by => {
      y += by
    },
    room: () => bottom() - y,
    most: () => bottom() - top,
    turn: () => {
      if (doc.bufferedPageRange().count >= mostPages) throw new TooLong()
      const first = doc.bufferedPageRange().count === 0
      doc.addPage()
      y = margin.top
      if (!first) y = runningHead(sheet)
      top = y
    },
    need: height => {
      if (sheet.room() < height && y > top) sheet.turn()
    },
    ...setting(doc),
    element,
  }
  return sheet
}

/** How lines are measured and set, and how what is drawn is told from what is only seen. */
function setting(doc: Doc): Pick<Sheet, 'lines' | 'set' | 'as' | 'aside'> {
  const widths = new Map<string, number>()
  const use = ({ weight, size }: Style): void => void doc.font(weight).fontSize(size)
  return {
    lines: (text, type, width) => {
      use(type)
      return linesIn(text, width, part => {
        const key = `${type.weight}${type.size} ${part}`
        const known = widths.get(key) ?? doc.widthOfString(part)
        widths.set(key, known)
        return known
      })
    },
    set: (line, type, [x, lineY]) => {
      if (line === '') return
      use(type)
      doc.fillColor(type.colour).text(line, x, lineY + (type.leading - type.size) / 2, { lineBreak: false })
    },
    as: (owner, tag, draw) => {
      const content = doc.markStructureContent(tag)
      draw()
      doc.endMarkedContent()
      owner.add(content)
    },
    aside: (draw, type = 'Layout') => {
      doc.markContent('Artifact', { type })
      draw()
      doc.endMarkedContent()
    },
  }
}
