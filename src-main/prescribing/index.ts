/**
 * Prescribing: drafts, what the rules say of them, signatures that bind their content, and requests to renew.
 * Owns the MedicationRequest written here and the Task of a renewal; and the clinic's list of pharmacies, its only table. Needs the vault, the records, the chart, the
 * second step, a clock. Never signs a controlled drug, and never signs what it has not checked itself at that moment.
 */

export { findDrugs } from './finding.ts'
export { pharmacyStore } from './pharmacy-store.ts'
export { openPrescribing, type Prescribing } from './service.ts'
export { prescriptionStore } from './store.ts'
