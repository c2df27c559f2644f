import type { Icon } from '@tabler/icons-react'
import styles from './status-chip.module.css'

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info'

/** A state as icon, word and colour; never colour alone. `quiet` leaves the box away, for table cells. */
export function StatusChip({
  icon: Sign,
  word,
  meaning,
  tone = 'plain',
  quiet = false,
}: {
  icon: Icon
  word: string
  /** The word in full, where there is no room for it: in the tooltip, and read out in its place. */
  meaning?: string
  tone?: Tone
  quiet?: boolean
}) {
  return (
    <span className={styles.chip} data-tone={tone} data-quiet={quiet || undefined} title={meaning}>
      <Sign size={14} stroke={2} aria-hidden />
      {meaning === undefined ? word : <span aria-hidden>{word}</span>}
      {meaning !== undefined && <span className="visually-hidden">{meaning}</span>}
    </span>
  )
}
