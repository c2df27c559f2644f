/**
 * Visits: meeting a patient by video, from the link to the signed summary.
 * Owns the start of a visit (an extension of its Encounter), its Consent, its summary; no table of its own. Needs the vault, the records,
 * captured uploads, the press, the person's key for the end of a call, a way to the clinic. Never carries sound or picture, and never lets a patient in before the start is recorded.
 */
export type { ClinicReach } from './reach.ts'
export { openVisits, type Visits } from './service.ts'
