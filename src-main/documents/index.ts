/**
 * Documents: what goes to a colleague, a pharmacy, a patient or an agency on paper.
 * Owns: the templates (data to page), the press (page to PDF, in a process of its own), the codes on a prescription and on a consult report and their check.
 * Needs: a way to start a process. Never: stores, signs, sends, or adds a word of its own to what clinicians concluded.
 */

export { keptOf } from './kept.ts'
export type { Pictures } from './pictures.ts'
export type { PressNeeds } from './press.ts'
export { type ReportCodeFacts, reportCodeHashOf, reportCodeIn, reportPayloadOf } from './report-code.ts'
export { type Documents, openDocuments, type Paper } from './service.ts'
export {
  type CodeFacts,
  codeHashOf,
  codeIn,
  contentHashOf,
  type PictureHashes,
  payloadOf,
  type Verdict,
  verifyOf,
} from './verify.ts'
