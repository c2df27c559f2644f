import { IconAlertTriangle } from '@tabler/icons-react'
import { troubleOf } from '../link/index.ts'
import styles from './sign-in.module.css'

/** Why not, and what to do, beside the button that was pressed; `words` where a refusal can mean one thing only here. */
export function Refused({ error, words }: { error: unknown; words?: string }) {
  const { code, says, next, incident } = troubleOf(error)
  return (
    <p className={styles.refused} role="alert">
      <IconAlertTriangle size={16} stroke={2} aria-hidden />
      <span>
        {words !== undefined && code === 'access.refused' ? (
          words
        ) : (
          <>
            <strong>{says}</strong> {next} {incident}
          </>
        )}
      </span>
    </p>
  )
}
