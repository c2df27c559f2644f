import { IconAlertTriangle } from '@tabler/icons-react'
import { troubleOf } from '../link/index.ts'
import styles from './sign-in.module.css'

/** Why not, and what to do, beside the button that was pressed. */
export function Refused({ error }: { error: unknown }) {
  const { says, next, incident } = troubleOf(error)
  return (
    <p className={styles.refused} role="alert">
      <IconAlertTriangle size={16} stroke={2} aria-hidden />
      <span>
        <strong>{says}</strong> {next} {incident}
      </span>
    </p>
  )
}
