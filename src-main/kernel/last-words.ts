import { Fault, type FaultCode, faults } from '../../src-shared/faults.ts'

const meanings: readonly (readonly [RegExp, FaultCode])[] = [
  [/^(EROFS|EACCES|EPERM)$/, 'vault.readOnly'],
  [/^(ENOSPC|EDQUOT)$/, 'vault.full'],
  [/^(EIO|ENXIO|ENODEV|ESTALE)$/, 'vault.diskFailed'],
]

const portTaken = 'That port cannot be used. Leave --port out, or choose a free one between 1024 and 65535.'

/**
 * What Cutis says when it cannot go on: what happened, what is safe, what to do, and which folder it is about.
 * A bug has no words of its own; `incident` writes its story and answers its number.
 */
export function lastWords(error: unknown, folder: string, incident: (error: unknown) => string): string {
  if (/^(EADDRINUSE|ERR_SOCKET_BAD_PORT)$/.test(systemCodeOf(error))) return portTaken
  const code = codeOf(error)
  if (code === undefined)
    return `Cutis cannot go on. What was saved before is safe. Start it again, and tell support this number: ${incident(error)}`
  const { says, next } = faults[code]
  return `${says} ${next} (${code}, ${folder})`
}

function codeOf(error: unknown): FaultCode | undefined {
  if (error instanceof Fault) return error.code
  return meanings.find(([pattern]) => pattern.test(systemCodeOf(error)))?.[1]
}

function systemCodeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : ''
}
