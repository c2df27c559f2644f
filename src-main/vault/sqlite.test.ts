import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newFolder } from './rig/open.ts'
import { assertPragmas, openToWork, quickCheck } from './sqlite.ts'

const key = randomBytes(32)

it('opens with every pragma the design promises, and notices when one is not', () => {
  const sqlite = openToWork(join(newFolder(), 'a.db'), key)
  assertPragmas(sqlite)
  for (const [name, weaker] of [
    ['synchronous', 'NORMAL'],
    ['temp_store', 'FILE'],
    ['foreign_keys', 'OFF'],
    ['trusted_schema', 'ON'],
    ['cell_size_check', 'OFF'],
    ['mmap_size', '1000000'],
    ['secure_delete', 'OFF'],
  ] as const) {
    const before: unknown = sqlite.pragma(name, { simple: true })
    sqlite.pragma(`${name} = ${weaker}`)
    expect(() => assertPragmas(sqlite)).toThrow(name)
    sqlite.pragma(`${name} = ${String(before)}`)
  }
  sqlite.close()
})

it('opens with its own key only', () => {
  const path = join(newFolder(), 'a.db')
  const sqlite = openToWork(path, key)
  sqlite.exec('CREATE TABLE a (x)')
  sqlite.close()
  expect(() => openToWork(path, randomBytes(32))).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
  const again = openToWork(path, key)
  expect(quickCheck(again)).toBe('ok')
  again.close()
})

it('writes no plaintext, not even for a sort larger than its cache', () => {
  const folder = newFolder()
  const before = new Set(readdirSync(tmpdir()))
  const sqlite = openToWork(join(folder, 'a.db'), key)
  sqlite.pragma('cache_size = 10')
  sqlite.exec('CREATE TABLE a (x TEXT)')
  const marker = 'CANARY-Mustermann-'
  const insert = sqlite.prepare('INSERT INTO a VALUES (?)')
  sqlite.transaction(() => {
    for (let n = 0; n < 20_000; n++) insert.run(`${marker}${randomBytes(40).toString('hex')}`)
  })()
  let seen = 0
  for (const _ of sqlite.prepare('SELECT x FROM a ORDER BY substr(x, 30)').iterate()) {
    if (seen++ % 5000 > 0) continue
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(marker)).toBe(false)
    expect(readdirSync(tmpdir()).filter(name => name.startsWith('etilqs') && !before.has(name))).toEqual([])
  }
  sqlite.close()
})
