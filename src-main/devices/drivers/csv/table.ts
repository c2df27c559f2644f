export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly why: string }

/** The comma or semicolon that divides the header, which holds neither in its names. */
export const separatorOf = (text: string): ',' | ';' => {
  const [header = ''] = text.split(/\r\n|\r|\n/, 1)
  return header.includes(';') && !header.includes(',') ? ';' : ','
}

interface Cell {
  readonly text: string
  /** Where what follows the cell begins. */
  readonly next: number
  readonly why?: string
}

/** A cell in quotes, its first quote at `from`. Two quotes inside stand for one. */
function quotedCell(text: string, from: number): Cell {
  let at = from + 1
  let out = ''
  for (;;) {
    const end = text.indexOf('"', at)
    if (end < 0) return { text: out, next: text.length, why: 'a quote is opened and never closed' }
    out += text.slice(at, end)
    if (text[end + 1] !== '"') return { text: out, next: end + 1 }
    out += '"'
    at = end + 2
  }
}

function plainCell(text: string, from: number, separator: string): Cell {
  let next = from
  while (next < text.length && !isEnd(text[next], separator)) next += 1
  const cell = text.slice(from, next)
  return cell.includes('"')
    ? { text: cell, next, why: 'a quote stands inside a value without quotes' }
    : { text: cell, next }
}

const isEnd = (character: string | undefined, separator: string): boolean =>
  character === undefined || character === separator || character === '\n' || character === '\r'

function cellAt(text: string, from: number, separator: string): Cell {
  if (text[from] !== '"') return plainCell(text, from, separator)
  const cell = quotedCell(text, from)
  if (isEnd(text[cell.next], separator)) return cell
  // Skips the rest, so that the row ends where its line does.
  return { text: cell.text, next: plainCell(text, cell.next, separator).next, why: 'text follows a closing quote' }
}

const linesIn = (text: string): number => text.split(/\r\n|\r|\n/).length - 1

interface Row {
  readonly row: CsvRow
  readonly next: number
}

/** One row from `from`: its cells, or the first thing wrong with it, and where the next begins. */
function rowAt(text: string, from: number, head: { readonly line: number; readonly separator: string }): Row {
  const cells: string[] = []
  let why: string | undefined
  let at = from
  for (;;) {
    const cell = cellAt(text, at, head.separator)
    cells.push(cell.text)
    why ??= cell.why
    at = cell.next
    if (text[at] !== head.separator) break
    at += 1
  }
  const next = text.startsWith('\r\n', at) ? at + 2 : at + 1
  return { row: why === undefined ? { line: head.line, cells } : { line: head.line, why }, next }
}

/** The rows of a CSV (RFC 4180, and semicolons as spreadsheets write them), each with the line it begins on. Empty lines are left out. */
export function csvRows(source: string): readonly CsvRow[] {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  const separator = separatorOf(text)
  const rows: CsvRow[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const { row, next } = rowAt(text, at, { line, separator })
    if (!('cells' in row) || row.cells.some(cell => cell.trim() !== '')) rows.push(row)
    line += linesIn(text.slice(at, next))
    at = next
  }
  return rows
}
