import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from './actions.ts'
import styles from './data-table.module.css'

export interface Column<Row> {
  readonly key: string
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** CSS width; columns without one share what is left. */
  readonly width?: string
  readonly align?: 'left' | 'right'
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
export function DataTable<Row>({ label, rows, columns, rowKey, onOpen, onCursor }: DataTableProps<Row>) {
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
  useActions([
    {
      id: 'table.next',
      label: t('table.next'),
      shortcut: ['j', 'arrowdown'],
      perform: () => move(cursor + 1),
      keysOnly: true,
    },
    {
      id: 'table.previous',
      label: t('table.previous'),
      shortcut: ['k', 'arrowup'],
      perform: () => move(cursor - 1),
      keysOnly: true,
    },
    { id: 'table.open', label: t('table.open'), shortcut: 'enter', perform: () => open(cursor), keysOnly: true },
  ])
  const ownKeys = (event: KeyboardEvent, at: number) => {
    const to = { Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }
  return (
    <table className={styles.table} role="grid" aria-label={label} aria-rowcount={rows.length}>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} style={width === undefined ? undefined : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(column => (
            <Head key={column.key} column={column} />
          ))}
        </tr>
      </thead>
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
              <Cell key={column.key} column={column}>
                {column.cell(row)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const lookOf = <Row,>({ align, minor }: Column<Row>) => ({ 'data-align': align, 'data-minor': minor || undefined })

function Head<Row>({ column }: { column: Column<Row> }) {
  return (
    <th scope="col" {...lookOf(column)}>
      {column.head}
    </th>
  )
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  return <td {...lookOf(column)}>{children}</td>
}
