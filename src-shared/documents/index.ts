// Papers: what is printed on them (zod), and what is worked out from it without a press. Owns: the inputs of every template,
// numbers in words, the FHIR DocumentReference of a printed paper. Needs: zod, the FHIR shapes. Never: bytes, hashes, layout.
export * from './letters.ts'
export * from './parts.ts'
export * from './prescription.ts'
export * from './reaction.ts'
export { reactionFieldsOf } from './reaction-fields.ts'
export { documentReferenceOf, type PrintedPaper } from './reference.ts'
export * from './templates.ts'
export * from './visit.ts'
export { wordsOf } from './words.ts'
