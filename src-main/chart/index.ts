/**
 * Chart: what a clinician expects to know of a patient before acting: problems, allergies, medicines, results, and what a prescriber
 * must know. Owns no table of its own: its lines are the records room's Condition, AllergyIntolerance, MedicationStatement and
 * Observation. Needs the vault, the records, a clock. Never deletes a line and never says what a value means: a flag is the
 * arithmetic of the range that came with it.
 */
export { type Chart, type ChartNeeds, openChart } from './service.ts'
