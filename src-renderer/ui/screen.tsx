import type { ReactNode } from 'react'
import styles from './screen.module.css'

interface ScreenProps {
  readonly title: string
  /** The title is said but not drawn, where the patient banner already tells where one is. */
  readonly titleHidden?: boolean
  readonly note?: ReactNode
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** The frame of one screen: its title line, and a body that fills the height. */
export function Screen({ title, titleHidden = false, note, tools, children }: ScreenProps) {
  const bare = titleHidden && note === undefined && tools === undefined
  return (
    <div className={styles.screen}>
      <header className={bare ? 'visually-hidden' : styles.head}>
        <h1 className={titleHidden ? 'visually-hidden' : undefined}>{title}</h1>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        <span className={styles.tools}>{tools}</span>
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  )
}
