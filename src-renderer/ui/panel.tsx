import { type ReactNode, useId } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  readonly title: string
  /** A number or chip beside the title. */
  readonly note?: ReactNode
  /** Buttons at the right end of the title line. */
  readonly tools?: ReactNode
  /** The body fills the height left and scrolls by itself. */
  readonly fill?: boolean
  /** The body has no padding (tables, image wells). */
  readonly flush?: boolean
  /** The body scrolls and may hold nothing that takes the focus: keys must reach it all the same. */
  readonly reachable?: boolean
  readonly children: ReactNode
}

/** A titled area with a hairline border: the one container of every screen. */
export function Panel({ title, note, tools, fill = false, flush = false, reachable = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className={styles.panel} data-fill={fill || undefined} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        <span className={styles.tools}>{tools}</span>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
      <div className={styles.body} data-flush={flush || undefined} tabIndex={reachable ? 0 : undefined}>
        {children}
      </div>
    </section>
  )
}
