import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Face, Me } from '../../src-shared/contract/access.ts'
import type { SessionId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'

const capabilityBytes = 16
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A person about to sit down: a new session each time, never one that existed before. */
export const callerOf = ({ userId, name, role }: Face): Caller => ({
  userId,
  name,
  role,
  sessionId: randomUUID() as SessionId,
})

/** The one seat of this workstation, and the capability under which who sits there may fetch images. */
export function openSeat(random: (length: number) => Uint8Array) {
  const forgets = new Set<() => void>()
  let taken: { caller: Caller; me: Me; capability: Buffer } | undefined
  return {
    caller: (): Caller | undefined => taken?.caller,
    me: (): Me | undefined => taken?.me,
    take(caller: Caller, face: Face): Me {
      const bytes = Buffer.from(random(capabilityBytes)).toString('base64url')
      const me = { userId: face.userId, name: face.name, role: face.role, sessionId: caller.sessionId, bytes }
      taken = { caller, me, capability: digestOf(bytes) }
      return me
    },
    /** Whoever sat there is forgotten, with the capability and with what was half done for them. */
    leave(): Caller | undefined {
      for (const forget of forgets) forget()
      const caller = taken?.caller
      taken = undefined
      return caller
    },
    whenLeft: (forget: () => void) => void forgets.add(forget),
    /** Digests are compared, so that neither length nor content of the guess shows in the time taken. */
    admits: (capability: string): Caller | undefined =>
      taken && timingSafeEqual(digestOf(capability), taken.capability) ? taken.caller : undefined,
  }
}

export type Seat = ReturnType<typeof openSeat>
