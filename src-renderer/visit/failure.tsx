import { troubleOf } from '../link/index.ts'
import styles from './visit.module.css'

/** Why an act was refused, and what to do. */
export function Failure({ of }: { of: unknown }) {
  if (!of) return null
  const { says, next } = troubleOf(of)
  return (
    <p role="alert" className={styles.words}>
      {says} {next}
    </p>
  )
}
