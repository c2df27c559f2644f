/** Who may sit in a visit's room, in the order in which they offer: of two, the earlier one does, so that two offers never meet. */
export const seats = ['clinician', 'patient', 'guest'] as const
export type Seat = (typeof seats)[number]

export const guestRoles = ['interpreter', 'colleague', 'relative'] as const
export type GuestRole = (typeof guestRoles)[number]

/** The third in a visit, in the words of whoever asked them in: a name and a role, and no more. */
export interface GuestFace {
  readonly id: string
  readonly name: string
  readonly role: GuestRole
}

/** A guest as the room knows them: the patient says yes first, and only then may the clinician let them in. */
export interface Guest extends GuestFace {
  readonly agreed: boolean
  readonly admitted: boolean
}

/** Who is in a room, and who may hear whom. */
export interface Presence {
  readonly present: readonly Seat[]
  /** Whether the patient has been let in. */
  readonly admitted: boolean
  readonly guest?: Guest | undefined
}

export const longestGuestName = 80

export const isSeat = (seat: unknown): seat is Seat => seats.some(one => one === seat)

/** Whether `one` offers to `other`. */
export const offersTo = (one: Seat, other: Seat): boolean => seats.indexOf(one) < seats.indexOf(other)

/** Whom a seat means that names nobody: where two sit, the other one. */
export const usualOther = (seat: Seat): Seat => (seat === 'clinician' ? 'patient' : 'clinician')

const isIn = ({ admitted, guest }: Presence, seat: Seat): boolean =>
  seat === 'clinician' || (seat === 'patient' ? admitted : guest?.admitted === true)

/** Whether two seats are to see and hear each other: different ones, both there, both let in. */
export const mayMeet = (room: Presence, one: Seat, other: Seat): boolean =>
  one !== other && [one, other].every(seat => room.present.includes(seat) && isIn(room, seat))

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Whether a text is a UUID, as sessions, photographs and guests are named. */
export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text)

/** A guest in a frame, made anew from what is known. */
export const guestIn = (fields: Readonly<Record<string, unknown>>): Guest | undefined => {
  const { id, name, role, agreed, admitted } = fields
  const known = guestRoles.find(one => one === role)
  if (!isUuid(id) || known === undefined || typeof name !== 'string') return undefined
  if (name.length === 0 || name.length > longestGuestName) return undefined
  return typeof agreed === 'boolean' && typeof admitted === 'boolean'
    ? { id, name, role: known, agreed, admitted }
    : undefined
}
