import { type KeyboardEvent, memo, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from './actions.ts'
import styles from './data-table.module.css'
import { type Column, Heads, lookOf } from './data-table.tsx'
import { filledNext, type Span, scrollFor, windowOf } from './window-of.ts'

const headPx = 28
/** Until a line has been measured. */
const usualPx = 33

interface LongTableProps<Row> {
  readonly label: string
  readonly count: number
  /** A line by its place; undefined while it is on its way. */
  readonly rowAt: (at: number) => Row | undefined
  /** Kept by the caller from one drawing to the next: lines are drawn anew when it changes. */
  readonly columns: readonly Column<Row>[]
  readonly cursor: number
  readonly onCursor: (at: number) => void
  readonly onOpen: (row: Row) => void
  /** Told which lines are drawn, so that these are fetched. */
  readonly onSpan: (span: Span) => void
}

/** A table of thousands of lines, of which only those near the screen are drawn: j/k or arrows move, Enter opens. */
export function LongTable<Row>(props: LongTableProps<Row>) {
  const { label, count, rowAt, columns, cursor } = props
  const { t } = useTranslation()
  const { scroller, span, rowPx, bringTo } = useWindow(props)
  const filled = useFilled(span)
  const { ownKeys, open, focus } = useKeys(props, bringTo)
  return (
    <div ref={scroller} className={styles.scroller}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the ARIA data grid, as a table */}
      <table className={styles.table} role="grid" aria-label={label} aria-rowcount={count + 1}>
        <Heads columns={columns} />
        <Gap rows={span.from} rowPx={rowPx} />
        <tbody data-lines>
          {Array.from({ length: span.to - span.from }, (_, index) => {
            const at = span.from + index
            return (
              <Line
                key={at}
                at={at}
                row={rowAt(at)}
                filled={filled.has(at)}
                columns={columns as readonly Column<unknown>[]}
                chosen={at === cursor}
                waits={t('state.loading')}
                onFocus={focus}
                onOpen={open}
                onKeys={ownKeys}
              />
            )
          })}
        </tbody>
        <Gap rows={count - span.to} rowPx={rowPx} />
      </table>
    </div>
  )
}

/** The height of lines that are not drawn. */
const Gap = ({ rows, rowPx }: { rows: number; rowPx: number }) =>
  rows > 0 && (
    <tbody aria-hidden>
      <tr className={styles.gap} style={{ height: rows * rowPx }} />
    </tbody>
  )

interface LineProps {
  readonly at: number
  readonly row: unknown
  /** Whether its cells are drawn already. */
  readonly filled: boolean
  readonly columns: readonly Column<unknown>[]
  readonly chosen: boolean
  readonly waits: string
  readonly onFocus: (at: number) => void
  readonly onOpen: (at: number) => void
  readonly onKeys: (event: KeyboardEvent, at: number) => void
}

const Line = memo(function Line({ at, row, filled, columns, chosen, waits, onFocus, onOpen, onKeys }: LineProps) {
  return (
    <tr
      aria-rowindex={at + 2}
      tabIndex={chosen ? 0 : -1}
      aria-selected={chosen}
      aria-busy={row === undefined || undefined}
      data-opens
      onFocus={() => onFocus(at)}
      onClick={() => onOpen(at)}
      onKeyDown={event => onKeys(event, at)}
    >
      {row === undefined || !filled ? (
        <td colSpan={columns.length} className={styles.waits}>
          {row === undefined && waits}
        </td>
      ) : (
        <Cells row={row} columns={columns} />
      )}
    </tr>
  )
})

/** What stands in a line; not drawn anew where only the cursor comes or goes. */
const Cells = memo(function Cells({ row, columns }: Pick<LineProps, 'row' | 'columns'>) {
  return columns.map(column => (
    <td key={column.key} {...lookOf(column)}>
      {column.cell(row)}
    </td>
  ))
})

/** Lines come at once, their cells a few in each frame: between them keys are heard, and what flies past is never drawn. */
function useFilled(span: Span): ReadonlySet<number> {
  const [filled, setFilled] = useState<ReadonlySet<number>>(() => filledNext(new Set(), span))
  const frame = useRef(0)
  const fill = useEffectEvent(() => {
    frame.current = 0
    setFilled(before => filledNext(before, span))
  })
  useEffect(() => {
    const { from, to } = span
    const isWhole = Array.from({ length: to - from }, (_, index) => from + index).every(at => filled.has(at))
    if (!isWhole && frame.current === 0) frame.current = requestAnimationFrame(() => fill())
  })
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    },
    [],
  )
  return filled
}

/** Which lines are near the screen, and how high one is. */
function useWindow<Row>({ count, onSpan }: LongTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const [rowPx, setRowPx] = useState(usualPx)
  const isMeasured = useRef(false)
  const [seen, setSeen] = useState({ topPx: 0, heightPx: 800 })
  const span = windowOf({ ...seen, rowPx }, count)
  const told = useEffectEvent((now: Span) => onSpan(now))
  useLayoutEffect(() => told({ from: span.from, to: span.to }), [span.from, span.to])
  const look = useEffectEvent(() => {
    const { scrollTop: topPx = 0, clientHeight: heightPx = 0 } = scroller.current ?? {}
    // Where the same lines would be drawn, React has nothing to do.
    const next = windowOf({ topPx, heightPx, rowPx }, count)
    if (next.from !== span.from || next.to !== span.to) setSeen({ topPx, heightPx })
    // Asking for a height has everything laid out at once: only after the list itself has changed its size.
    if (isMeasured.current) return
    const measured = lineIn(scroller.current)?.getBoundingClientRect().height
    isMeasured.current = Boolean(measured)
    if (measured && Math.abs(measured - rowPx) > 0.01) setRowPx(measured)
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const heard = () => look()
    const sized = new ResizeObserver(() => {
      isMeasured.current = false
      heard()
    })
    sized.observe(element)
    element.addEventListener('scroll', heard, { passive: true })
    return () => {
      sized.disconnect()
      element.removeEventListener('scroll', heard)
    }
  }, [])
  /** Scrolls a line into sight and gives it the focus once it is drawn. */
  const bringTo = (at: number) => {
    const element = scroller.current
    if (!element) return
    element.scrollTop = scrollFor(at, { topPx: element.scrollTop, heightPx: element.clientHeight, rowPx, headPx })
    const focus = () =>
      element.querySelector<HTMLElement>(`tr[aria-rowindex="${at + 2}"]`)?.focus({ preventScroll: true })
    if (at >= span.from && at < span.to) focus()
    else requestAnimationFrame(() => requestAnimationFrame(focus))
  }
  return { scroller, span, rowPx, bringTo }
}

const lineIn = (element: HTMLElement | null) => element?.querySelector('tbody[data-lines] > tr')

/** One line that Tab reaches, moved by keys from anywhere on the screen. */
function useKeys<Row>(props: LongTableProps<Row>, bringTo: (at: number) => void) {
  const { count, cursor, rowAt, onCursor, onOpen } = props
  const { t } = useTranslation()
  const move = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to))
    onCursor(next)
    bringTo(next)
  }
  const openNow = (at: number) => {
    const row = rowAt(at)
    if (row !== undefined) onOpen(row)
  }
  const keysOnly = true
  useActions([
    {
      id: 'table.next',
      label: t('table.next'),
      shortcut: ['j', 'arrowdown'],
      perform: () => move(cursor + 1),
      keysOnly,
    },
    {
      id: 'table.previous',
      label: t('table.previous'),
      shortcut: ['k', 'arrowup'],
      perform: () => move(cursor - 1),
      keysOnly,
    },
    { id: 'table.open', label: t('table.open'), shortcut: 'enter', perform: () => openNow(cursor), keysOnly },
  ])
  const latest = useRef({ move, openNow, onCursor, count })
  useLayoutEffect(() => {
    latest.current = { move, openNow, onCursor, count }
  })
  // The same functions for as long as the table stands, so that a line that did not change is not drawn anew.
  const [stable] = useState(() => ({
    open: (at: number) => latest.current.openNow(at),
    focus: (at: number) => latest.current.onCursor(at),
    ownKeys: (event: KeyboardEvent, at: number) => {
      const to = { Home: 0, End: latest.current.count - 1, PageDown: at + 10, PageUp: at - 10 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      latest.current.move(to)
    },
  }))
  return stable
}
