import { type Heard, mayMeet, type Seat, usualOther } from '../src-shared/visit/index.ts'
import { type Call, type CallNeeds, openCall } from './call.ts'
import type { Line } from './line.ts'
import { sharedSending } from './media.ts'

/** The part of a line that is between two seats: what is said is for the other one, what is heard is theirs or the room's. */
export function lineBetween(line: Line, own: Seat, other: Seat): Line {
  const isOurs = (heard: Heard): boolean =>
    (heard.kind !== 'signal' && heard.kind !== 'state') || (heard.from ?? usualOther(own)) === other
  return {
    say: said => line.say(said.kind === 'signal' ? { ...said, to: other } : said),
    listen: listener => line.listen(heard => isOurs(heard) && listener(heard)),
    check: () => line.check?.(),
    close: () => undefined,
  }
}

type ThirdNeeds = Omit<CallNeeds, 'identities' | 'other' | 'changed'> & {
  readonly seat: 'clinician' | 'patient'
  /** The name this side's safety code is made of. */
  readonly identity: string
  readonly changed: (state: Parameters<CallNeeds['changed']>[0] | undefined) => void
}

/** The call with a guest: there is one while a guest is let in, and nothing at all in a visit of two. */
export function openThirdCall({ identity, sending, changed, ...needs }: ThirdNeeds): Call {
  let open: { readonly id: string; readonly call: Call } | undefined
  const leave = (): void => {
    open?.call.close()
    if (open) changed(undefined)
    open = undefined
  }
  const begin = (id: string, room: Heard): void => {
    const line = lineBetween(needs.line, needs.seat, 'guest')
    const identities = { [needs.seat]: identity, guest: guestIdentity(id) }
    const call = openCall({ ...needs, line, sending: sharedSending(sending), other: 'guest', identities, changed })
    open = { id, call }
    // It begins in the middle of a visit, and must know at once who is there.
    call.hear(room)
  }
  const meet = (room: Extract<Heard, { kind: 'room' }>): void => {
    const guest = room.guest?.admitted === true ? room.guest : undefined
    if (open && open.id !== guest?.id) leave()
    if (open === undefined && guest && mayMeet(room, needs.seat, 'guest')) begin(guest.id, room)
  }
  const stop = needs.line.listen(heard => {
    if (heard.kind === 'ended') leave()
    if (heard.kind === 'room') meet(heard)
  })
  return {
    replace: (where, track) => open?.call.replace(where, track),
    hear: heard => open?.call.hear(heard),
    close: () => {
      stop()
      leave()
    },
  }
}

/** The name a guest has in the safety codes. */
export const guestIdentity = (id: string): string => `Guest/${id}`
