/**
 * A video visit's protocol, spoken by the workstation, the patient's page and any clinic: what may be said in a room,
 * what a browser may be shown of it, the safety code, and how a picture adapts. Pure; docs/visit-protocol.md describes it.
 */
export { isCandidate } from './candidate.ts'
export { type DescriptionFlaw, fingerprintOf, flawOf } from './description.ts'
export {
  capOf,
  type LadderState,
  type LineSample,
  type Quality,
  qualityOf,
  type Rung,
  rungs,
  stepOf,
  topOfLadder,
} from './ladder.ts'
export {
  type Beside,
  type Heard,
  heardIn,
  longestChat,
  longestFrame,
  type PeerData,
  type RelayTrouble,
  type Said,
  type Sending,
  type Signal,
  type SignalData,
  saidIn,
} from './messages.ts'
export { type CallEnd, safetyCode, safetyText } from './safety.ts'
export {
  type Guest,
  type GuestFace,
  type GuestRole,
  guestRoles,
  isUuid,
  longestGuestName,
  mayMeet,
  offersTo,
  type Presence,
  type Seat,
  seats,
  usualOther,
} from './seats.ts'
export {
  type ClinicKey,
  isFingerprint,
  isKeyId,
  type Judged,
  longestSigner,
  standingOf,
  thumbprintText,
  type Verdict,
  type Vouch,
  type VouchedEnd,
  vouchText,
} from './vouch.ts'
