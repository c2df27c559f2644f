import { hash } from 'node:crypto'

/** One entry of a chain as it lies in the table. */
export interface Link {
  readonly seq: number
  readonly body: string
  readonly hash: Uint8Array
}

/** What stands before the first entry. */
export const genesis = { seq: 0, hash: new Uint8Array(32) } as const

/** How far a chain has been followed. `firstBadSeq`: the first entry that is not what was written, or is not there. */
export interface Followed {
  readonly seq: number
  readonly hash: Uint8Array
  readonly firstBadSeq?: number
}

const headBytes = 1 + 8 + 32
let buffer = Buffer.alloc(4096)

/**
 * SHA-256(0x00 ‖ seq as 8 bytes, big endian ‖ hash of the entry before ‖ body as UTF-8).
 * The leading zero keeps entries apart from the inner nodes (0x01) of a tree built over them, as in RFC 6962 §2.1.
 */
export function hashOf(seq: number, before: Uint8Array, body: string): Buffer {
  const most = headBytes + body.length * 3
  if (buffer.length < most) buffer = Buffer.alloc(most * 2)
  buffer[0] = 0
  buffer.writeBigUInt64BE(BigInt(seq), 1)
  buffer.set(before, 9)
  const end = headBytes + buffer.write(body, headBytes, 'utf8')
  return hash('sha256', buffer.subarray(0, end), 'buffer')
}

/** Follows entries in order from a point already trusted, and stops at the first that does not belong. */
export function follow(from: Followed, links: readonly Link[]): Followed {
  let { seq, hash: before } = from
  for (const link of links) {
    if (link.seq !== seq + 1 || !same(hashOf(link.seq, before, link.body), link.hash))
      return { seq, hash: before, firstBadSeq: seq + 1 }
    seq = link.seq
    before = link.hash
  }
  return { seq, hash: before }
}

/** Not in constant time: neither side is a secret. */
const same = (one: Buffer, other: Uint8Array): boolean => one.equals(other)
