import type { ImportState } from '../../src-shared/contract/monitoring.ts'

interface Choice {
  readonly confirmed: boolean
  readonly user: string | undefined
}

/** True where what is kept now would wait in quarantine: several users need a name and a yes, everything else a yes. */
export function mustWait(reasons: ImportState['quarantineFor'], { confirmed, user }: Choice): boolean {
  if (reasons.length === 0) return false
  return !confirmed || (reasons.includes('users') && user === undefined)
}
