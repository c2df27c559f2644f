import { Fault, type FaultCode } from '../../src-shared/faults.ts'

const known: readonly (readonly [RegExp, FaultCode])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'vault.full'],
  [/^(SQLITE_READONLY|SQLITE_PERM|EROFS|EACCES|EPERM)/, 'vault.readOnly'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_FORMAT)/, 'vault.damaged'],
  [/^(SQLITE_IOERR|SQLITE_CANTOPEN|EIO|ENXIO|ENODEV|EROFS|ESTALE)/, 'vault.diskFailed'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'vault.inUse'],
]

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The refusal a failure of the disk or of SQLite means to a person; anything else is returned as it is, for it is a bug. */
export function asFault(error: unknown): unknown {
  if (error instanceof Fault) return error
  const code = known.find(([pattern]) => pattern.test(codeOf(error)))?.[1]
  return code === undefined ? error : new Fault(code, { cause: error })
}
