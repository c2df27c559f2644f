import styles from './kbd.module.css'
import { capsOf } from './shortcut.ts'

/** The keys of a shortcut, as key caps. */
export function Kbd({ shortcut }: { shortcut: string }) {
  return (
    <span className={styles.keys}>
      {capsOf(shortcut).map((caps, at) => (
        <span key={`${at}${caps.join('')}`} className={styles.press}>
          {caps.map(cap => (
            <kbd key={cap} className={styles.cap}>
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
