/**
 * Reactions: what a medicine may have done to a patient, reported, weighed after Naranjo and filled into the fields of form FDA 3500.
 * Owns `reaction_draft` (a report that nobody signed yet stays on this workstation) and the AdverseEvent of each signed report. Needs the
 * vault, the records, the chart, the press, the second step, a clock. Never sends a report to an agency and never judges a cause itself:
 * the score is the arithmetic of the clinician's answers.
 */
export type { ReactionNeeds } from './desk.ts'
export { openReactions, type Reactions } from './service.ts'
