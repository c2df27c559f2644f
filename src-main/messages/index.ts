/**
 * Messages: conversations with patients, between clinicians, and within the team, as FHIR Communication.
 * Owns a conversation's header and its messages among the records, the sealed files sent with them, who read what, drafts, templates, and
 * the words to search by. Needs the vault, the records, the captured pictures, a clock. A consult's lines are read here, too, and written there.
 * Never shows the patient what was written for the staff: a message says whom it is for, and only the patient's own conversation may.
 */
export type { MessageNeeds } from './desk.ts'
export { type Messages, openMessages } from './service.ts'
