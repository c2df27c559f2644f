import { hash } from 'node:crypto'

/** One entry of a chain as it lies in the table; its hash as 64 hex digits. */
export interface Link {
  readonly seq: number
  readonly body: string
  readonly hash: string
}

/** What stands before the first entry. */
export const genesis = { seq: 0, hash: '0'.repeat(64) } as const

/** How far a chain has been followed. `firstBadSeq`: the first entry that is not what was written, or is not there. */
export interface Followed {
  readonly seq: number
  readonly hash: string
  readonly firstBadSeq?: number
}

const headBytes = 1 + 8 + 32
let buffer = Buffer.alloc(4096)

/**
 * SHA-256(0x00 ‖ seq as 8 bytes, big endian ‖ 32 bytes, the hash of the entry before ‖ body as UTF-8), in hex.
 * The leading zero keeps entries apart from the inner nodes (0x01) of a tree built over them, as in RFC 6962 §2.1.
 */
export function hashOf(seq: number, before: string, body: string): string {
  const most = headBytes + body.length * 3
  if (buffer.length < most) buffer = Buffer.alloc(most * 2)
  buffer[0] = 0
  buffer.writeUInt32BE(Math.floor(seq / 2 ** 32), 1)
  buffer.writeUInt32BE(seq >>> 0, 5)
  if (buffer.write(before, 9, 32, 'hex') !== 32) throw new Error('a hash is 64 hex digits')
  const end = headBytes + buffer.write(body, headBytes, 'utf8')
  return hash('sha256', buffer.subarray(0, end), 'hex')
}

/** Follows entries in order from a point already trusted, and stops at the first that does not belong. */
export function follow(from: Followed, links: readonly Link[]): Followed {
  let { seq, hash: before } = from
  for (const link of links) {
    if (link.seq !== seq + 1 || hashOf(link.seq, before, link.body) !== link.hash)
      return { seq, hash: before, firstBadSeq: seq + 1 }
    seq = link.seq
    before = link.hash
  }
  return { seq, hash: before }
}
