import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, migrate } from './database.ts'
import { openStore, WrongKey } from './index.ts'

let folder = ''
let file = ''
const key = randomBytes(32)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinic-store-'))
  file = join(folder, 'clinic.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const version = (id: string, number: number, json: string | null = '{}') =>
  ({
    type: 'Patient',
    id,
    version: number,
    method: json === null ? 'DELETE' : 'PUT',
    updated: number,
    author: 'test',
    json,
  }) as const

test('every connection keeps the pragmas that durability and secrecy need', () => {
  const database = connect(file, key)
  const value = (name: string) => database.pragma(name, { simple: true })
  expect([
    value('journal_mode'),
    value('synchronous'),
    value('temp_store'),
    value('foreign_keys'),
    value('trusted_schema'),
  ]).toEqual(['wal', 2, 2, 1, 0])
  database.close()
})

test('another key, no key, or a file that is no database is a wrong key', () => {
  openStore(file, key).close()
  expect(() => openStore(file, randomBytes(32))).toThrow(WrongKey)
  expect(() => openStore(file, Buffer.alloc(16))).toThrow(WrongKey)
  expect(readFileSync(file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
  writeFileSync(join(folder, 'other.db'), randomBytes(8192))
  expect(() => openStore(join(folder, 'other.db'), key)).toThrow(WrongKey)
})

test('a database of a newer program is refused and left as it is', () => {
  const database = connect(file, key)
  database.pragma('user_version=99')
  database.close()
  expect(() => openStore(file, key)).toThrow(/newer than this program/)
  const again = connect(file, key)
  expect(again.pragma('user_version', { simple: true })).toBe(99)
  again.close()
})

test('migrating twice changes nothing', () => {
  const database = connect(file, key)
  migrate(database)
  const before = database.prepare('SELECT sql FROM sqlite_schema').all()
  migrate(database)
  expect(database.prepare('SELECT sql FROM sqlite_schema').all()).toEqual(before)
  database.close()
})

test('readers see nothing of an open transaction, and a failed part of it leaves the rest', () => {
  const store = openStore(file, key)
  store.begin()
  store.writing.records.append(version('a', 1))
  expect(() =>
    store.nested(() => {
      store.writing.records.append(version('b', 1))
      throw new Error('part')
    }),
  ).toThrow('part')
  expect(store.reading.records.current('Patient', 'a')).toBeUndefined()
  store.commit()
  expect(store.reading.records.current('Patient', 'a')?.version).toBe(1)
  expect(store.reading.records.current('Patient', 'b')).toBeUndefined()
  store.begin()
  store.writing.records.append(version('a', 2))
  store.rollback()
  expect(store.reading.records.current('Patient', 'a')?.version).toBe(1)
  store.close()
})

test('a transaction that the disk has ended takes no further part', () => {
  const store = openStore(file, key)
  store.begin()
  store.rollback()
  expect(() => store.nested(() => store.writing.records.append(version('a', 1)))).toThrow('ended')
  expect(store.reading.records.current('Patient', 'a')).toBeUndefined()
  store.close()
})

test('a version cannot be written twice, and history is in the order of writing', () => {
  const store = openStore(file, key)
  for (const one of [version('a', 1), version('b', 1), version('a', 2), version('a', 3, null)])
    store.writing.records.append(one)
  expect(() => store.writing.records.append(version('a', 2))).toThrow(/UNIQUE/)
  const seqs = (order: 'oldest-first' | 'newest-first', cursor?: number) =>
    store.reading.history.page({ order, limit: 10, cursor }).map(({ id, version: number }) => `${id}${number}`)
  expect(seqs('oldest-first')).toEqual(['a1', 'b1', 'a2', 'a3'])
  expect(seqs('newest-first')).toEqual(['a3', 'a2', 'b1', 'a1'])
  expect(seqs('oldest-first', 2)).toEqual(['a2', 'a3'])
  expect(store.reading.history.head()).toBe(4)
  expect(store.reading.records.current('Patient', 'a')).toMatchObject({ deleted: 1, json: null })
  store.close()
})

test('bytes come back in order, whatever their length', () => {
  const store = openStore(file, key)
  for (const length of [0, 1, 262_144, 262_145, 700_000]) {
    const bytes = randomBytes(length)
    const { seq } = store.writing.records.append(version(`n${length}`, 1))
    store.writing.records.putBytes(seq, bytes)
    expect(Buffer.concat([...store.reading.records.bytes(seq)]).equals(bytes)).toBe(true)
  }
  store.close()
})

test('a code counts once even when asked twice at the same time', () => {
  const store = openStore(file, key)
  const account = { id: '1', login: 'a', name: 'A', fhir_user: null, password_hash: 'h', totp_secret: 's' }
  expect([store.accounts.add(account), store.accounts.add({ ...account, id: '2' })]).toEqual([true, false])
  expect([
    store.accounts.passed('1', 5),
    store.accounts.passed('1', 5),
    store.accounts.passed('1', 4),
    store.accounts.passed('1', 6),
  ]).toEqual([true, false, false, true])
  store.close()
})

test('what the sign-in service remembers goes with its grant and with time', () => {
  const store = openStore(file, key)
  const item = (id: string, grant: string) => ({
    model: 'RefreshToken',
    id,
    grant_id: grant,
    uid: null,
    payload: '{}',
    expires: 100,
  })
  for (const [id, grant] of [
    ['a', 'g'],
    ['b', 'g'],
    ['c', 'h'],
  ] as const)
    store.grants.put(item(id, grant))
  store.grants.consume('RefreshToken', 'c', 7)
  store.grants.revoke('g')
  expect([store.grants.find('RefreshToken', 'a', 1), store.grants.find('RefreshToken', 'c', 1)?.consumed]).toEqual([
    undefined,
    7,
  ])
  expect(store.grants.find('RefreshToken', 'c', 100)).toBeUndefined()
  store.grants.sweep(100)
  expect(store.grants.find('RefreshToken', 'c', 1)).toBeUndefined()
  store.close()
})
