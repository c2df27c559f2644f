/**
 * Policies: what this clinic decided about the rows of triage and prescribing that only a clinic can decide. Each decision is an edition, a
 * Basic record that is never changed: with its number, its first day, the clinician who answers for it and who wrote it down. Needs the
 * vault, the records, a clock. Owns no table; never changes a rule that is not clinic policy, and never beyond the limits of its row.
 */
export { openPolicies, type Policies } from './service.ts'
export { policyStore } from './store.ts'
