/**
 * Records: patients, visits, lesions, notes, tasks and every other FHIR resource of the workstation.
 * Owns `record`, `outbox` (it enqueues; the sync room settles) and what patients and notes are found by.
 * Needs the vault, a clock and ids. Never speaks to the clinic and never opens a file's bytes.
 */

export { siteConceptOf } from './body-structure.ts'
export {
  codeIn,
  codeSystem,
  conceptOf,
  eventStatus,
  idIn,
  personOf,
  refTo,
  stampOf,
  structure,
  wordsFor,
} from './coded.ts'
export type { RecordsNeeds } from './desk.ts'
export { numberKeyOf, wordsOf } from './fold.ts'
export { type BinaryRecord, type Held, type HeldOf, type HeldType, recordRowOf } from './held.ts'
export { lesionExtension } from './media.ts'
export { readingName, readingWords } from './observation.ts'
export { type PatientFace, patientKeysOf } from './patient.ts'
export { present } from './present.ts'
export type { HeldRow, RecordName, RecordRow } from './rows.ts'
export { openRecords, type Records } from './service.ts'
export { type RecordSql, recordStore } from './store.ts'
export { recordWriting } from './writing.ts'
