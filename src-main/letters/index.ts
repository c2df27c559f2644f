/**
 * Letters: papers gathered from the record: the referral letter, the visit summary, the patient's instructions.
 * Owns the DocumentReference and file of what it printed; no table of its own. Needs the vault, records, captured pictures, marks, chart,
 * orders, consults, the press. Never concludes: it repeats what clinicians wrote, and a marked-up picture is a copy.
 */
export type { LetterNeeds } from './desk.ts'
export { type Letters, openLetters } from './service.ts'
