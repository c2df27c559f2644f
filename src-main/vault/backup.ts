import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import { syncFolderNow } from './durable.ts'
import { openToLook, quickCheck, type Sqlite } from './sqlite.ts'

/** Writes an encrypted copy under the same key, checks it by opening it, and only then gives it its name. */
export function writeCopy(sqlite: Sqlite, key: Buffer, to: string): void {
  const temporary = `${to}.${randomBytes(4).toString('hex')}.tmp`
  try {
    sqlite.prepare('VACUUM INTO ?').run(temporary)
    chmodSync(temporary, 0o600)
    const fd = openSync(temporary, 'r+')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    verify(temporary, key)
    renameSync(temporary, to)
    syncFolderNow(dirname(to))
  } finally {
    rmSync(temporary, { force: true })
  }
}

function verify(path: string, key: Buffer): void {
  const copy = openToLook(path, key)
  try {
    if (quickCheck(copy) !== 'ok') throw new Fault('vault.diskFailed')
  } finally {
    copy.close()
  }
}
