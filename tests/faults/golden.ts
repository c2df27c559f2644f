/**
 * `node tests/faults/golden.ts NAME` freezes a vault of the rig as it is today; `node tests/faults/golden.ts NAME FOLDER USER-ID PASSWORD`
 * freezes a closed vault of the whole house. Each schema that has been released keeps its golden vault for ever, and a test opens them all.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { subKeyOf } from '../../src-main/vault/keys.ts'
import { cheapKdf, face, openRig, password as rigPassword } from '../../src-main/vault/rig/open.ts'
import { openSlots } from '../../src-main/vault/slots.ts'
import { openToLook } from '../../src-main/vault/sqlite.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { keepShot } from './shots.ts'

export const goldenFolder = fileURLToPath(new URL('../golden/', import.meta.url))

export interface Golden {
  readonly house: 'rig' | 'whole'
  readonly userId: UserId
  readonly password: string
  readonly migrations: readonly string[]
  /** Rows of each table when it was frozen. */
  readonly rows: Readonly<Record<string, number>>
}

export interface Contents {
  readonly migrations: string[]
  readonly rows: Record<string, number>
  /** Every table, index, trigger and view, as SQL. */
  readonly schema: string[]
}

/** What a closed vault's database holds, read past the front door. */
export async function contentsOf(folder: string, userId: UserId, password: string): Promise<Contents> {
  const { vaultKey, vaultId } = await openSlots(folder, cheapKdf, () => new Date()).unwrap(userId, password)
  const sqlite = openToLook(join(folder, 'vault.db'), subKeyOf(vaultKey, vaultId, 'db/1'))
  const all = <T>(sql: string): T[] => sqlite.prepare<[], T>(sql).all()
  const tables = all<{ name: string }>(
    `SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  )
  const rows = tables.map(
    ({ name }) => [name, all<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)[0]?.n ?? 0] as const,
  )
  const contents = {
    migrations: all<{ id: string }>('SELECT id FROM vault_migrations ORDER BY id').map(row => row.id),
    rows: Object.fromEntries(rows),
    schema: all<{ sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').map(
      row => row.sql,
    ),
  }
  sqlite.close()
  return contents
}

async function freeze(name: string, from: string, of: Pick<Golden, 'house' | 'userId' | 'password'>): Promise<void> {
  const to = join(goldenFolder, name)
  if (existsSync(to)) throw new Error(`${name} is frozen already; a golden vault never changes`)
  mkdirSync(to, { recursive: true })
  for (const part of ['vault.db', 'slots.json', 'slots.copy.json', 'head', 'blobs']) {
    cpSync(join(from, part), join(to, part), { recursive: true, filter: source => !source.endsWith('.tmp') })
  }
  for (const shard of readdirSync(join(to, 'blobs'))) {
    if (readdirSync(join(to, 'blobs', shard)).length === 0) rmSync(join(to, 'blobs', shard), { recursive: true })
  }
  const { migrations, rows } = await contentsOf(from, of.userId, of.password)
  writeFileSync(
    join(to, 'golden.json'),
    `${JSON.stringify({ ...of, migrations, rows } satisfies Golden, undefined, 2)}\n`,
  )
}

export const goldens = (): readonly (readonly [name: string, golden: Golden])[] =>
  existsSync(goldenFolder)
    ? readdirSync(goldenFolder).map(name => [
        name,
        JSON.parse(readFileSync(join(goldenFolder, name, 'golden.json'), 'utf8')) as Golden,
      ])
    : []

async function freezeRig(name: string): Promise<void> {
  const folder = join(tmpdir(), `cutis-golden-${process.pid}`)
  const vault = openRig(folder)
  await vault.create(face, rigPassword)
  for (const size of [0, 1, 300_000, undefined, undefined, undefined]) await keepShot(vault, size)
  await vault.close()
  await freeze(name, folder, { house: 'rig', userId: face.userId, password: rigPassword })
  rmSync(folder, { recursive: true })
}

if (import.meta.main) {
  const [name, folder, userId, password] = process.argv.slice(2)
  if (name === undefined) throw new Error('golden.ts NAME [FOLDER USER-ID PASSWORD]')
  if (folder === undefined) await freezeRig(name)
  else await freeze(name, folder, { house: 'whole', userId: userId as UserId, password: password ?? '' })
}
