/**
 * Review: what clinicians draw, measure and decide on pictures.
 * Owns `mark` and `calibration`, and what of them the clinic gets as Observation and DiagnosticReport.
 * Needs the vault, the records, the captured pictures, the surveyor, a clock. Never draws a conclusion: a score is the arithmetic of
 * the clinician's own ticks, a suggestion is nothing until it is confirmed.
 */
export type { ReviewNeeds } from './desk.ts'
export type { OnPaper } from './on-paper.ts'
export { openReview, type Review } from './service.ts'
