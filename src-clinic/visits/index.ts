/**
 * Visits: the rooms where a clinician, a patient and perhaps a guest meet by video.
 * Owns: invitations, seats, the signalling, credentials for the relay, the patient's page. Needs: the grants of the
 * store, a clock, a way to the clinic's public keys. Never: sees sound or pictures of a call, which pass between the browsers under their own keys.
 */
import type { ClinicKey } from '../../src-shared/visit/index.ts'
import type { Grants } from '../store/grants.ts'
import { openLinks } from './links.ts'
import { openRooms } from './rooms.ts'
import { iceServersFor, type Relay } from './turn.ts'

export { openKeys } from './keys.ts'
export { acceptLine } from './line-door.ts'
export { pageAnswer } from './page.ts'
export { answerPatient } from './patient-door.ts'
export type { Relay } from './turn.ts'
export { answerWorkstation } from './workstation-door.ts'

/** Opens the visits of one clinic. `allowLoopback`: clinic and patients share one machine, as in a demonstration. */
export const openVisits = (needs: {
  grants: Grants
  clock: () => number
  allowLoopback: boolean
  relay: Relay | undefined
  keyOf: (keyId: string) => Promise<ClinicKey | undefined>
}) => {
  const links = openLinks(needs.grants, needs.clock)
  const rooms = openRooms({ ...needs, ended: links.revoke, guestOut: links.revokeGuest })
  return {
    links,
    rooms,
    keyOf: needs.keyOf,
    ice: (seat: string) => iceServersFor(needs.relay, seat, needs.clock()),
    close: () => rooms.close(),
  }
}
export type Visits = ReturnType<typeof openVisits>
