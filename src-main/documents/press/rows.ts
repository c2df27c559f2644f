import { type Element, rule, type Sheet, type Style } from './sheet.ts'

/** What stands in one cell: its text, how it is set, and whether it names the others. */
export interface Cell {
  readonly text: string
  readonly style: Style
  readonly names?: 'Row' | 'Column'
}

export interface Rows {
  readonly rows: readonly (readonly Cell[])[]
  /** Shares of the width, in sum 1. */
  readonly widths: readonly number[]
  /** Set again at the head of every further page. */
  readonly head?: readonly Cell[]
  /** A hair line under every row. */
  readonly ruled: boolean
}

interface Set {
  readonly cell: Cell
  readonly lines: string[]
  readonly x: number
  readonly element: Element | undefined
}

const gap = 8
/** Above and below the text of a row, points: more where a line closes it. */
const padOf = (ruled: boolean): number => (ruled ? 2.5 : 1)

/** Sets rows of cells; a row taller than a page goes on over the next. */
export function setRows(sheet: Sheet, { rows, widths, head, ruled }: Rows): void {
  const table = sheet.element('Table')
  const open = (cells: readonly Cell[], row?: Element): Set[] => {
    let x = sheet.left
    return cells.map((cell, index) => {
      const width = (widths[index] ?? 0) * sheet.width
      const lines = sheet.lines(cell.text, cell.style, width - gap)
      const place = x
      x += width
      const scope = cell.names === undefined ? {} : { scope: cell.names }
      const element = row && sheet.element(cell.names === undefined ? 'TD' : 'TH', { under: row, ...scope })
      return { cell, lines, x: place, element }
    })
  }
  const repeatHead = (): void => {
    if (head !== undefined) sheet.aside(() => setPart(sheet, open(head), ruled))
  }
  if (head !== undefined) {
    sheet.need(70)
    setPart(sheet, open(head, sheet.element('TR', { under: table })), ruled)
  }
  for (const cells of rows) {
    const row = open(cells, sheet.element('TR', { under: table }))
    const height = heightOf(row, ruled)
    if (height > sheet.room() && (height <= sheet.most() || sheet.room() < 60)) {
      sheet.turn()
      repeatHead()
    }
    let part = takeFrom(row, sheet.room() - 2 * padOf(ruled))
    while (part !== undefined) {
      setPart(sheet, part, ruled)
      if (!row.some(({ lines }) => lines.length > 0)) break
      sheet.turn()
      repeatHead()
      part = takeFrom(row, sheet.room() - 2 * padOf(ruled))
    }
  }
}

const heightOf = (row: readonly Set[], ruled: boolean): number =>
  Math.max(0, ...row.map(({ cell, lines }) => lines.length * cell.style.leading)) + 2 * padOf(ruled)

/** Takes as many lines out of each cell as the room has; undefined once nothing is left. */
function takeFrom(row: readonly Set[], room: number): Set[] | undefined {
  if (row.every(({ lines }) => lines.length === 0)) return undefined
  return row.map(set => {
    const most = Math.max(1, Math.floor(room / set.cell.style.leading))
    return { ...set, lines: set.lines.splice(0, most) }
  })
}

function setPart(sheet: Sheet, row: readonly Set[], ruled: boolean): void {
  const height = heightOf(row, ruled)
  for (const { cell, lines, x, element } of row) {
    const draw = (): void =>
      lines.forEach((line, index) => {
        sheet.set(line, cell.style, [x, sheet.at() + padOf(ruled) + index * cell.style.leading])
      })
    if (element === undefined) draw()
    else sheet.as(element, cell.names === undefined ? 'TD' : 'TH', draw)
  }
  sheet.down(height)
  if (ruled) hairline(sheet, sheet.at())
}

/** A thin line over the whole width. */
export const hairline = (sheet: Sheet, y: number): void =>
  sheet.aside(() => {
    const { doc, left, width } = sheet
    doc
      .lineWidth(0.5)
      .strokeColor(rule)
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke()
  })
