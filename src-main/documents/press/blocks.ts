import QRCode from 'qrcode'
import type { Block } from '../page.ts'
import { type PictureBytes, setPictures } from './pictures.ts'
import { type Cell, hairline, setRows } from './rows.ts'
import { alarm, type Sheet, type Style, styles } from './sheet.ts'

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>
type Setters = { readonly [Kind in Block['kind']]: (sheet: Sheet, block: Of<Kind>, pictures: PictureBytes) => void }

interface Paragraph {
  readonly text: string
  readonly style: Style
  readonly tag?: string
  readonly indent?: number
  readonly under?: ReturnType<Sheet['element']>
}

/** Sets a paragraph line by line, over as many pages as it needs; at least two lines stand together. */
export function setParagraph(sheet: Sheet, { text, style, tag = 'P', indent = 0, under }: Paragraph): void {
  const lines = sheet.lines(text, style, sheet.width - indent)
  const element = sheet.element(tag, under === undefined ? {} : { under })
  sheet.need(Math.min(lines.length, 2) * style.leading)
  while (lines.length > 0) {
    const part = lines.splice(0, Math.max(1, Math.floor(sheet.room() / style.leading)))
    sheet.as(element, tag, () => {
      for (const line of part) {
        sheet.set(line, style, [sheet.left + indent, sheet.at()])
        sheet.down(style.leading)
      }
    })
    if (lines.length > 0) sheet.turn()
  }
}

const twoInARow = (cells: readonly Cell[][]): Cell[][] =>
  Array.from({ length: Math.ceil(cells.length / 2) }, (_, at) => cells.slice(2 * at, 2 * at + 2).flat())

const texts: Readonly<Record<'body' | 'large' | 'small', Style>> = {
  body: styles.body,
  large: styles.large,
  small: styles.small,
}

const setters: Setters = {
  heading: (sheet, { text }) => {
    sheet.down(8)
    setParagraph(sheet, { text, style: styles.heading, tag: 'H2' })
    sheet.down(2)
  },
  text: (sheet, { text, size }) => {
    setParagraph(sheet, { text, style: texts[size ?? 'body'] })
    sheet.down(3)
  },
  list: (sheet, { items, numbered = false }) => {
    const whole = sheet.element('L')
    items.forEach((text, index) => {
      sheet.need(styles.body.leading)
      const under = sheet.element('LI', { under: whole })
      const label = sheet.element('Lbl', { under })
      const mark = numbered ? `${index + 1}.` : '•'
      const lines = sheet.lines(text, styles.body, sheet.width - 18)
      sheet.need(Math.min(lines.length, 2) * styles.body.leading)
      sheet.as(label, 'Lbl', () => sheet.set(mark, styles.strong, [sheet.left + 3, sheet.at()]))
      setParagraph(sheet, { text, style: styles.body, tag: 'LBody', indent: 18, under })
      sheet.down(1.5)
    })
    sheet.down(2)
  },
  fields: (sheet, { rows, look }) => {
    const cells = rows.map(([label, value]): Cell[] => [
      { text: label, style: styles.label, names: 'Row' },
      { text: value, style: look === 'bold' ? styles.strong : styles.body },
    ])
    if (look === 'pairs') setRows(sheet, { rows: twoInARow(cells), widths: [0.2, 0.3, 0.2, 0.3], ruled: false })
    else setRows(sheet, { rows: cells, widths: [0.2, 0.8], ruled: false })
    sheet.down(3)
  },
  table: (sheet, { head, rows, widths }) => {
    const column = (text: string): Cell => ({ text, style: styles.label, names: 'Column' })
    const cells = rows.map(row => row.map((text): Cell => ({ text, style: styles.body })))
    setRows(sheet, { rows: cells, head: head.map(column), widths, ruled: true })
    sheet.down(5)
  },
  ticks: (sheet, { items }) => {
    const cells = items.map(
      ({ label, on }): Cell => ({ text: `${on ? '☑' : '☐'} ${label}`, style: on ? styles.strong : styles.body }),
    )
    setRows(sheet, { rows: twoInARow(cells.map(cell => [cell])), widths: [0.5, 0.5], ruled: false })
    sheet.down(4)
  },
  notice: (sheet, { text }) => {
    const inset = 8
    const lines = sheet.lines(text, styles.small, sheet.width - 2 * inset)
    const height = lines.length * styles.small.leading + 8
    sheet.need(height + 6)
    const y = sheet.at()
    const { doc, left, width } = sheet
    sheet.aside(() => doc.rect(left, y, width, height).fill('#eef2f6'))
    sheet.as(sheet.element('P'), 'P', () => {
      lines.forEach((line, index) =>
        sheet.set(line, styles.small, [left + inset, y + 4 + index * styles.small.leading]),
      )
    })
    sheet.down(height + 6)
  },
  pictures: (sheet, block, bytes) => {
    sheet.down(3)
    setPictures(sheet, block, bytes)
    sheet.down(4)
  },
  signature: (sheet, { lines, signed }) => {
    const space = signed ? 8 : 34
    const set = lines.flatMap(line => sheet.lines(line, styles.body, sheet.width))
    sheet.need(space + set.length * styles.body.leading + 12)
    sheet.down(space)
    hairline(sheet, sheet.at())
    sheet.down(5)
    lines.forEach((text, index) => setParagraph(sheet, { text, style: index === 0 ? styles.strong : styles.small }))
    sheet.down(6)
  },
  code: (sheet, block) => setCode(sheet, block),
}

/** Side of the code with its quiet zone, points: 40 mm and more, so that a module is at least 0.5 mm. */
const leastSide = 113
const leastUnit = (0.5 * 72) / 25.4

function setCode(sheet: Sheet, { payload, alt, lines }: Of<'code'>): void {
  const { modules } = QRCode.create(payload, { errorCorrectionLevel: 'M' })
  const unit = Math.max(leastSide / (modules.size + 8), leastUnit)
  const side = unit * (modules.size + 8)
  sheet.need(side + 20)
  sheet.down(8)
  hairline(sheet, sheet.at())
  sheet.down(4)
  const [x, y] = [sheet.left - 4 * unit, sheet.at()]
  const { doc } = sheet
  sheet.as(sheet.element('Figure', { alt }), 'Figure', () => {
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column) !== 0) doc.rect(x + (column + 4) * unit, y + (row + 4) * unit, unit, unit)
      }
    }
    doc.fill('#000000')
  })
  const beside = sheet.left + side
  let at = y + 4 * unit
  lines.forEach((text, order) => {
    const style = order === 0 ? styles.strong : styles.small
    const set = sheet.lines(text, style, sheet.width - side)
    const top = at
    sheet.as(sheet.element('P'), 'P', () => {
      set.forEach((line, index) => sheet.set(line, style, [beside, top + index * style.leading]))
    })
    at += set.length * style.leading + 1.5
  })
  sheet.down(Math.max(side, at - y))
}

/** A line in a frame of its own that nobody overlooks. */
export function setBanner(sheet: Sheet, text: string): void {
  const lines = sheet.lines(text, styles.banner, sheet.width - 20)
  const height = lines.length * styles.banner.leading + 8
  const [y, { doc, left, width }] = [sheet.at(), sheet]
  sheet.aside(() => doc.lineWidth(1.2).strokeColor(alarm).rect(left, y, width, height).stroke())
  sheet.as(sheet.element('P'), 'P', () => {
    lines.forEach((line, index) => sheet.set(line, styles.banner, [left + 10, y + 4 + index * styles.banner.leading]))
  })
  sheet.down(height + 6)
}

/** What a heading needs below itself so that it never stands alone at the foot of a page, points. */
const withHeading: Readonly<Partial<Record<Block['kind'], number>>> = { pictures: 260, table: 90, fields: 100 }

/** Sets blocks one below the other; a heading stands with what follows it. */
export function setBlocks(sheet: Sheet, blocks: readonly Block[], pictures: PictureBytes): void {
  blocks.forEach((block, index) => {
    const next = blocks[index + 1]
    if (block.kind === 'heading') sheet.need(next === undefined ? 60 : (withHeading[next.kind] ?? 60))
    setBlock(sheet, block, pictures)
  })
}

/** Sets one block at the place the sheet has reached. */
const setBlock = <Kind extends Block['kind']>(sheet: Sheet, block: Of<Kind>, pictures: PictureBytes): void =>
  (setters[block.kind] as Setters[Kind])(sheet, block as never, pictures)
