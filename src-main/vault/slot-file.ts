/**
 * The slot file: who can open this vault. One slot wraps the random vault key for one person, under a key made from the
 * password by Argon2id; that a password is right is proven by the wrap opening, so no verifier is stored.
 * Two copies lie in the folder; each carries a checksum (accidents) and an HMAC under the vault key (intent).
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { UserId } from '../../src-shared/ids.ts'
import { Role } from '../../src-shared/roles.ts'
import { keyBytes, macOf, sameBytes, subKeyOf } from './keys.ts'
import type { KdfCost, SlotFace } from './types.ts'

z.config({ jitless: true })

/** Bounded both ways: a tampered slot can neither be made cheap to guess nor hang the machine. */
const Kdf = z.strictObject({
  memoryKib: z
    .int()
    .min(19 * 1024)
    .max(1024 * 1024),
  passes: z.int().min(1).max(10),
  lanes: z.int().min(1).max(4),
  salt: z.base64().length(24),
})
/** `kind` is a seam: later slots wrap the same key under a keychain secret, a passkey or an escrow key. */
const Slot = z.strictObject({
  kind: z.literal('password'),
  userId: UserId,
  name: z.string().min(1).max(200),
  role: Role,
  kdf: Kdf,
  nonce: z.base64().length(16),
  wrapped: z.base64().length(64),
  /** The person's own secret (nonce, 32 bytes, tag), under another key of the same password; slots of before have none. */
  own: z.base64().length(80).optional(),
})
const Body = z.strictObject({
  version: z.literal(1),
  vaultId: z.uuid(),
  /** Counts rewrites; the database remembers the highest, so an older file put back is noticed. */
  epoch: z.int().min(1),
  slots: z.array(Slot).min(1).max(500),
})
const File = z.strictObject({ body: Body, mac: z.base64(), check: z.base64() })

export type Slot = z.output<typeof Slot>
export type SlotBody = z.output<typeof Body>
export type SlotFile = z.output<typeof File>

/** RFC 9106's second choice of memory and passes, with one lane: 64 MiB, 3 passes. */
export const usualCost: KdfCost = { memoryKib: 64 * 1024, passes: 3, lanes: 1 }

const aadOf = (vaultId: string, { kind, userId, kdf }: Pick<Slot, 'kind' | 'userId' | 'kdf'>): Buffer =>
  Buffer.from(JSON.stringify(['cutis-slot', 1, vaultId, kind, userId, kdf.memoryKib, kdf.passes, kdf.lanes, kdf.salt]))

const passwordKey = (password: string, { memoryKib, passes, lanes, salt }: z.output<typeof Kdf>): Promise<Buffer> =>
  hashRaw(password.normalize('NFKC'), {
    memoryCost: memoryKib,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
    salt: Buffer.from(salt, 'base64'),
  })

const ownKeyOf = (passwordKey: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', passwordKey, Buffer.alloc(0), 'cutis/own/1', keyBytes))

const ownAad = (vaultId: string, slot: Pick<Slot, 'kind' | 'userId' | 'kdf'>): Buffer =>
  Buffer.concat([Buffer.from('own\0'), aadOf(vaultId, slot)])

function sealOwn(own: Buffer, passwordKey: Buffer, aad: Buffer): string {
  const [key, nonce] = [ownKeyOf(passwordKey), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad)
  const sealed = Buffer.concat([nonce, cipher.update(own), cipher.final(), cipher.getAuthTag()])
  key.fill(0)
  return sealed.toString('base64')
}

/** The person's own secret; undefined where there is none, or it was meddled with. */
function openOwn(slot: Slot, passwordKey: Buffer, aad: Buffer): Buffer | undefined {
  if (slot.own === undefined) return undefined
  const [key, sealed] = [ownKeyOf(passwordKey), Buffer.from(slot.own, 'base64')]
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(aad).setAuthTag(sealed.subarray(44))
  const own = decipher.update(sealed.subarray(12, 44))
  key.fill(0)
  try {
    decipher.final()
    return own
  } catch {
    return undefined
  }
}

/**
 * Wraps the vault key for one person, and `own`: 32 bytes that nothing but this person's password opens, not the vault key either. Without
 * `own` they get new ones.
 */
export async function makeSlot(
  of: { vaultId: string; vaultKey: Buffer; cost: KdfCost; own?: Buffer | undefined },
  face: SlotFace,
  password: string,
): Promise<Slot> {
  const kdf = Kdf.parse({ ...of.cost, salt: randomBytes(16).toString('base64') })
  const start = { kind: 'password' as const, userId: face.userId, kdf }
  const key = await passwordKey(password, kdf)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aadOf(of.vaultId, start))
  const wrapped = Buffer.concat([cipher.update(of.vaultKey), cipher.final(), cipher.getAuthTag()])
  const own = sealOwn(of.own ?? randomBytes(keyBytes), key, ownAad(of.vaultId, start))
  key.fill(0)
  return Slot.parse({
    ...start,
    own,
    name: face.name,
    role: face.role,
    nonce: nonce.toString('base64'),
    wrapped: wrapped.toString('base64'),
  })
}

export interface OpenedSlot {
  readonly vaultKey: Buffer
  readonly own: Buffer | undefined
}

/** What a slot holds, or undefined when the password does not open it. Costs one Argon2id either way. */
export async function openSlot(vaultId: string, slot: Slot, password: string): Promise<OpenedSlot | undefined> {
  const key = await passwordKey(password, slot.kdf)
  const wrapped = Buffer.from(slot.wrapped, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(slot.nonce, 'base64'), { authTagLength: 16 })
  decipher.setAAD(aadOf(vaultId, slot)).setAuthTag(wrapped.subarray(32))
  const vaultKey = decipher.update(wrapped.subarray(0, 32))
  try {
    decipher.final()
    return { vaultKey, own: openOwn(slot, key, ownAad(vaultId, slot)) }
  } catch {
    return undefined
  } finally {
    key.fill(0)
  }
}

const bytesOf = (body: SlotBody): Buffer => Buffer.from(JSON.stringify(body))
const checkOf = (body: SlotBody, mac: string): string =>
  createHash('sha256').update(bytesOf(body)).update(mac).digest('base64')

function fileMac(body: SlotBody, vaultKey: Buffer): Buffer {
  const key = subKeyOf(vaultKey, body.vaultId, 'slots/1')
  const mac = macOf(key, bytesOf(body))
  key.fill(0)
  return mac
}

export function encodeSlots(body: SlotBody, vaultKey: Buffer): Buffer {
  const mac = fileMac(body, vaultKey).toString('base64')
  return Buffer.from(`${JSON.stringify({ body, mac, check: checkOf(body, mac) } satisfies SlotFile, undefined, 1)}\n`)
}

/** A copy of the slot file, or undefined when it is damaged in any way. */
export function decodeSlots(bytes: Uint8Array): SlotFile | undefined {
  try {
    const file = File.parse(JSON.parse(Buffer.from(bytes).toString()))
    return file.check === checkOf(file.body, file.mac) ? file : undefined
  } catch {
    return undefined
  }
}

/** True when the file is exactly what was written by somebody who held the vault key. */
export const isGenuine = ({ body, mac }: SlotFile, vaultKey: Buffer): boolean =>
  sameBytes(fileMac(body, vaultKey), Buffer.from(mac, 'base64'))
