import { randomBytes } from 'node:crypto'

/**
 * Gives a bug a number a person can read out, and writes where it happened to the local log: the kind of error and our
 * own source lines, never its message, which may quote a patient.
 */
export function openIncidents(log: (line: string) => void): (name: string, error: unknown) => string {
  return (name, error) => {
    const number = `C-${randomBytes(4).toString('hex').toUpperCase()}`
    const kind = error instanceof Error ? error.constructor.name : typeof error
    const code = (error as { code?: unknown } | undefined)?.code
    const lines = error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)) : []
    log(
      [
        `incident ${number} in ${name}: ${kind}${typeof code === 'string' ? ` ${code}` : ''}`,
        ...lines.slice(0, 8),
      ].join('\n'),
    )
    return number
  }
}
