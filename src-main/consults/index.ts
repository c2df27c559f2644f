/**
 * Consults: a question with history and pictures from a GP or nurse, its place in the worklist, and a dermatologist's signed answer.
 * Owns the consult's Task, its QuestionnaireResponse, Consent, DiagnosticReport and thread; no table of its own, so that a consult that
 * arrives from another workstation is as good as one made here. Needs the vault, the records, the captured pictures, a clock.
 * Never sorts by anything an image analysis says: the rules see what people entered.
 */
export type { ConsultNeeds } from './desk.ts'
export { type Consults, openConsults } from './service.ts'
export { consultStore } from './store.ts'
