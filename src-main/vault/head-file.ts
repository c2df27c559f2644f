/**
 * The head file: an independent witness of how many commits the database must hold. One flipped bit in SQLite's log silently
 * drops every later commit and its own check says "ok"; a database that stands behind its head file shows that loss.
 *
 * Two slots, 4096 bytes apart, written in turn: magic 'CUTISHD1' · counter u64 · chain (32) · time in ms u64 · HMAC-SHA-256 (32).
 */
import { closeSync, constants, fdatasync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { macOf, sameBytes } from './keys.ts'
import type { Head } from './types.ts'

const magic = Buffer.from('CUTISHD1')
const bodyBytes = 56
const slotBytes = bodyBytes + 32
const slotApart = 4096

function encode(key: Buffer, head: Head, at: number): Buffer {
  const slot = Buffer.alloc(slotBytes)
  magic.copy(slot)
  slot.writeBigUInt64BE(BigInt(head.counter), 8)
  Buffer.from(head.chain, 'hex').copy(slot, 16)
  slot.writeBigUInt64BE(BigInt(at), 48)
  macOf(key, slot.subarray(0, bodyBytes)).copy(slot, bodyBytes)
  return slot
}

function decode(key: Buffer, slot: Buffer): Head | undefined {
  const body = slot.subarray(0, bodyBytes)
  if (!body.subarray(0, 8).equals(magic) || !sameBytes(macOf(key, body), slot.subarray(bodyBytes))) return undefined
  return { counter: Number(body.readBigUInt64BE(8)), chain: body.toString('hex', 16, 48) }
}

export interface HeadFile {
  /** The newest head found when the file was opened. */
  readonly found: Head | undefined
  /** How many of the two slots could not be read. A new file has two. */
  readonly unreadable: number
  /** In the kernel's hands at once, so a killed process loses nothing; on the disk a moment later, without making a commit wait. */
  write(head: Head, at: Date): void
  close(): void
}

/** Opens or makes a head file. The caller keeps `key` alive and zeroes it after close. */
export function openHeadFile(path: string, key: Buffer, log: (line: string) => void): HeadFile {
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  const slots = [0, 1].map(index => {
    const slot = Buffer.alloc(slotBytes)
    readSync(fd, slot, 0, slotBytes, index * slotApart)
    return decode(key, slot)
  })
  const heads = slots.filter(slot => slot !== undefined)
  const found = heads.toSorted((one, other) => other.counter - one.counter)[0]
  let syncing = false
  let dirty = false
  let closed = false
  const sync = (): void => {
    if (syncing) return
    syncing = true
    dirty = false
    fdatasync(fd, error => {
      syncing = false
      if (closed) return
      if (error) log(`vault: head file not synced (${error.code ?? 'unknown'})`)
      if (dirty) sync()
    })
  }
  return {
    found,
    unreadable: 2 - heads.length,
    write(head, at) {
      writeSync(fd, encode(key, head, at.getTime()), 0, slotBytes, (head.counter % 2) * slotApart)
      dirty = true
      sync()
    },
    close() {
      closed = true
      fsyncSync(fd)
      closeSync(fd)
    },
  }
}
