/**
 * Messages: conversations with patients, between clinicians, and within the team, as FHIR Communication.
 * Owns a conversation's header and its messages among the records, and three small tables: who read what, drafts, templates.
 * Needs the vault, the records, the captured pictures, a clock. The consults' own threads stay with the consults.
 * Never shows the patient what was written for the staff: a message says whom it is for, and only the patient's own conversation may.
 */
export { type MessageNeeds, type Messages, openMessages } from './service.ts'
