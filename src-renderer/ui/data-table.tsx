import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from './actions.ts'
import styles from './data-table.module.css'

export interface Column<Row> {
  readonly key: string
  readonly head: string
  /** The head is said but not drawn (photos, signs). */
  readonly headHidden?: boolean
  readonly cell: (row: Row) => ReactNode
  /** CSS width; columns without one share what is left. */
  readonly width?: string
  readonly align?: 'left' | 'right'
  /** Dates, times and numbers: figures of one width. Right-aligned columns have them anyway. */
  readonly figures?: boolean
  /** Left away where the table is narrow. */
  readonly minor?: boolean
}

interface DataTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  /** Enter or click. */
  readonly onOpen?: (row: Row) => void
  /** Told when the cursor moves, for preview panels. */
  readonly onCursor?: (row: Row) => void
}

/** Dense rows with a cursor: j/k or arrows move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, onOpen } = props
  const { cursor, body, setCursor, open, ownKeys } = useCursor(props)
  return (
    <div className={styles.holder}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the ARIA data grid, as a table */}
      <table className={styles.table} role="grid" aria-label={label} aria-rowcount={rows.length}>
        <Heads columns={columns} />
        <tbody ref={body}>
          {rows.map((row, at) => (
            <tr
              key={rowKey(row)}
              tabIndex={at === cursor ? 0 : -1}
              aria-selected={at === cursor}
              data-opens={onOpen !== undefined || undefined}
              onFocus={() => setCursor(at)}
              onClick={() => open(at)}
              onKeyDown={event => ownKeys(event, at)}
            >
              {columns.map(column => (
                <td key={column.key} {...lookOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Widths and heads of a table's columns. */
export function Heads<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <>
      <colgroup>
        {columns.map(column => (
          <col key={column.key} data-minor={column.minor || undefined} style={widthOf(column)} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column.key} scope="col" {...lookOf(column)}>
              {column.headHidden ? <span className="visually-hidden">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}

/** The cursor of a table: one row that Tab reaches, moved by keys from anywhere on the screen. */
function useCursor<Row>({ rows, onOpen, onCursor }: DataTableProps<Row>) {
  const { t } = useTranslation()
  const [wanted, setCursor] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const cursor = Math.min(wanted, Math.max(0, rows.length - 1))
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    const row = rows[next]
    setCursor(next)
    body.current?.querySelectorAll<HTMLElement>('tr')[next]?.focus()
    if (row !== undefined) onCursor?.(row)
  }
  const open = (at: number) => {
    const row = rows[at]
    if (row !== undefined) onOpen?.(row)
  }
  const keysOnly = true
  const [down, up] = [() => move(cursor + 1), () => move(cursor - 1)]
  useActions([
    { id: 'table.next', label: t('table.next'), shortcut: ['j', 'arrowdown'], perform: down, keysOnly },
    { id: 'table.previous', label: t('table.previous'), shortcut: ['k', 'arrowup'], perform: up, keysOnly },
    { id: 'table.open', label: t('table.open'), shortcut: 'enter', perform: () => open(cursor), keysOnly },
  ])
  const ownKeys = (event: KeyboardEvent, at: number) => {
    const to = { Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }
  return { cursor, body, setCursor, open, ownKeys }
}

const widthOf = <Row,>({ width }: Column<Row>) => (width === undefined ? undefined : { width })
/** How the cells of a column look. */
export const lookOf = <Row,>({ align, minor, figures }: Column<Row>) => ({
  'data-align': align,
  'data-minor': minor || undefined,
  className: figures || align === 'right' ? 'figures' : undefined,
})
