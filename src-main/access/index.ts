/**
 * Access: who may come in, who is in, and the trail of what they did.
 * Owns users, their second steps, preferences, the clinic's own settings, the names of watched folders and the audit chain.
 * Needs the vault (a password opens it), the news desk and a clock. Never reads a patient.
 */
export { openFolders } from './folders.ts'
export type { Proof, SecondFactor } from './prove-again.ts'
export { openAccess } from './service.ts'
export type { Access, AccessNeeds, DemoPerson, WhyLocked } from './types.ts'
