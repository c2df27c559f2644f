import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Vault } from '../../src-main/vault/index.ts'
import { caller } from '../../src-main/vault/rig/open.ts'
import { rigStore } from '../../src-main/vault/rig/store.ts'
import type { BlobId } from '../../src-shared/ids.ts'

/** What an acknowledgement promises: this id, with this note, and a sealed file with this hash unless it is a note alone. */
export interface Promised {
  readonly id: string
  readonly note: string
  readonly sha256?: string
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Keeps one random shot (three of four with a file, some of several chunks) and resolves when the vault acknowledges it. */
export async function keepShot(vault: Vault, size?: number): Promise<Promised> {
  const id = randomUUID()
  const note = `note ${randomBytes(8).toString('hex')} of ${id}`
  const act = { name: 'rig.keep', action: 'C', entity: `Shot/${id}` } as const
  const ops = [vault.ops(rigStore).addShot({ id, note })]
  if (size === undefined && randomInt(4) === 0) {
    await vault.commit(caller, act, ops)
    return { id, note }
  }
  const bytes = randomBytes(size ?? sizes[randomInt(sizes.length)] ?? 1)
  await vault.keep(caller, act, [{ id: id as BlobId, meta: { note }, bytes }], ops)
  return { id, note, sha256: hashOf(bytes) }
}

/** Around the ends of chunks, where mistakes live, and the sizes of thumbnails and pictures. */
const sizes = [0, 1, 9_000, 65_536, 262_143, 262_144, 262_145, 400_000]

export type Verdict = 'kept' | 'lost' | 'wrong'

/** What has become of a promise. Throws whatever reading throws. */
export async function verdictOf(vault: Vault, promised: Promised, rows: ReadonlyMap<string, string>): Promise<Verdict> {
  const note = rows.get(promised.id)
  if (note === undefined) return 'lost'
  if (note !== promised.note) return 'wrong'
  if (promised.sha256 === undefined) return 'kept'
  const reader = await vault.blob(promised.id as BlobId)
  if (reader === undefined) return 'lost'
  if (reader.meta.note !== promised.note) return 'wrong'
  return hashOf(await reader.read(0, reader.size)) === promised.sha256 ? 'kept' : 'wrong'
}

export const rowsOf = async (vault: Vault): Promise<Map<string, string>> =>
  new Map((await vault.store(rigStore).shots()).map(row => [row.id, row.note]))

/** Shots that were entered more than once, by the audit rows of keeping and of adopting. */
export async function duplicatesOf(vault: Vault): Promise<number> {
  const entered = (await vault.store(rigStore).witnessed())
    .filter(row => row.act === 'rig.keep' || row.act === 'vault.adopt')
    .map(row => row.entity?.split('/')[1])
  return entered.length - new Set(entered).size
}
