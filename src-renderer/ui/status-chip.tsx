import type { Icon } from '@tabler/icons-react'
import styles from './status-chip.module.css'

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info'

/** A state as icon, word and colour; never colour alone. `quiet` leaves the box away, for table cells. */
export function StatusChip({
  icon: Sign,
  word,
  tone = 'plain',
  quiet = false,
}: {
  icon: Icon
  word: string
  tone?: Tone
  quiet?: boolean
}) {
  return (
    <span className={styles.chip} data-tone={tone} data-quiet={quiet || undefined}>
      <Sign size={14} stroke={2} aria-hidden />
      {word}
    </span>
  )
}
