import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { openAttempts } from './attempts.ts'
import { replaceDurably } from './durable.ts'
import { keyBytes } from './keys.ts'
import {
  decodeSlots,
  encodeSlots,
  isGenuine,
  makeSlot,
  openSlot,
  type Slot,
  type SlotBody,
  type SlotFile,
} from './slot-file.ts'
import type { Finding, KdfCost, SlotFace } from './types.ts'

export interface Unwrapped {
  readonly vaultKey: Buffer
  /** What only this person's password opens; undefined where the slot has none and none could be written. */
  readonly own: Buffer | undefined
  readonly vaultId: string
  readonly epoch: number
  readonly findings: readonly Finding[]
}

interface Holder {
  readonly vaultKey: Buffer
}

/** A person whose slot is made anew; with `own` they keep the secret they had. */
export interface Reslotted extends SlotFace {
  readonly own?: Buffer | undefined
}

/** The slots of one vault on disk. Everything but `faces` and `unwrap` needs the vault key of an open vault. */
export interface Slots {
  exist(): boolean
  faces(): readonly SlotFace[]
  create(vaultKey: Buffer, face: SlotFace, password: string): Promise<Unwrapped>
  /** Throws vault.refused, vault.tooManyTries, vault.absent, vault.damaged. */
  unwrap(userId: UserId, password: string): Promise<Unwrapped>
  /** Adds or replaces one person's slot; returns the new epoch. */
  put(holder: Holder, person: Reslotted, password: string): Promise<number>
  rename(holder: Holder, face: SlotFace): number
  remove(holder: Holder, userId: UserId): number
}

interface Copies {
  exist(): boolean
  /** The newest sound copy. Throws vault.absent, vault.damaged. */
  newest(): SlotFile
  /** Writes both copies; returns the epoch. */
  write(body: SlotBody, holder: Holder): number
  /** Makes both copies the same again; says when the file was changed by somebody without the vault key. */
  repair(newest: SlotFile, holder: Holder): readonly Finding[]
}

function openCopies(folder: string): Copies {
  const paths = ['slots.json', 'slots.copy.json'].map(name => join(folder, name))
  const read = (): (SlotFile | undefined)[] =>
    paths.map(path => (existsSync(path) ? decodeSlots(readFileSync(path)) : undefined))
  const exist = (): boolean => paths.some(path => existsSync(path))
  const write = (body: SlotBody, { vaultKey }: Holder): number => {
    const bytes = encodeSlots(body, vaultKey)
    for (const path of paths) replaceDurably(path, bytes)
    return body.epoch
  }
  return {
    exist,
    write,
    newest() {
      if (!exist()) throw new Fault('vault.absent')
      const sound = read().filter(copy => copy !== undefined)
      const newest = sound.toSorted((one, other) => other.body.epoch - one.body.epoch)[0]
      if (newest === undefined) throw new Fault('vault.damaged')
      return newest
    },
    repair(newest, holder) {
      if (!isGenuine(newest, holder.vaultKey)) return [{ code: 'vault.slotsAltered' }]
      if (read().every(copy => copy?.check === newest.check)) return []
      write(newest.body, holder)
      return [{ code: 'vault.slotsRepaired' }]
    },
  }
}

/**
 * A slot of before gets a secret of its person's own. The epoch stays: an older file put back must not grow young by it. A disk that
 * does not take it now is asked again at the next sign-in.
 */
async function furnish(copies: Copies, of: { vaultKey: Buffer; cost: KdfCost; slot: Slot }, password: string) {
  const { vaultKey, cost, slot: bare } = of
  const { userId, name, role } = bare
  const own = randomBytes(keyBytes)
  try {
    const { body } = copies.newest()
    const slot = await makeSlot({ vaultId: body.vaultId, vaultKey, cost, own }, { userId, name, role }, password)
    copies.write({ ...body, slots: body.slots.map(each => (each.userId === userId ? slot : each)) }, { vaultKey })
    return own
  } catch {
    own.fill(0)
    return undefined
  }
}

export function openSlots(folder: string, cost: KdfCost, now: () => Date): Slots {
  const copies = openCopies(folder)
  const attempts = openAttempts(join(folder, 'attempts.json'), now)
  const change = (holder: Holder, edit: (slots: readonly Slot[]) => Slot[]): number => {
    const { body } = copies.newest()
    return copies.write({ ...body, epoch: body.epoch + 1, slots: edit(body.slots) }, holder)
  }
  return {
    exist: () => copies.exist(),
    faces: () =>
      copies.exist() ? copies.newest().body.slots.map(({ userId, name, role }) => ({ userId, name, role })) : [],
    async create(vaultKey, face, password) {
      const vaultId = randomUUID()
      const own = randomBytes(keyBytes)
      const slot = await makeSlot({ vaultId, vaultKey, cost, own }, face, password)
      const epoch = copies.write({ version: 1, vaultId, epoch: 1, slots: [slot] }, { vaultKey })
      return { vaultKey, own, vaultId, epoch, findings: [] }
    },
    async unwrap(userId, password) {
      const { body, ...file } = copies.newest()
      const slot = body.slots.find(each => each.userId === userId)
      if (slot === undefined) throw new Fault('vault.refused')
      attempts.begin(userId)
      const opened = await openSlot(body.vaultId, slot, password)
      if (opened === undefined) throw new Fault('vault.refused')
      attempts.succeed(userId)
      const findings = copies.repair({ body, ...file }, opened)
      const { vaultId, epoch } = body
      if (slot.own !== undefined || findings.some(({ code }) => code === 'vault.slotsAltered'))
        return { ...opened, vaultId, epoch, findings }
      return { ...opened, vaultId, epoch, findings, own: await furnish(copies, { ...opened, cost, slot }, password) }
    },
    async put(holder, person, password) {
      const { vaultId } = copies.newest().body
      const slot = await makeSlot({ vaultId, vaultKey: holder.vaultKey, cost, own: person.own }, person, password)
      return change(holder, slots => [...slots.filter(each => each.userId !== person.userId), slot])
    },
    rename: (holder, { userId, name, role }) =>
      change(holder, slots => slots.map(each => (each.userId === userId ? { ...each, name, role } : each))),
    remove: (holder, userId) =>
      change(holder, slots => {
        const left = slots.filter(each => each.userId !== userId)
        if (left.length === 0) throw new Fault('vault.lastSlot')
        return left
      }),
  }
}
