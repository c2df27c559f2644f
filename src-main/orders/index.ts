/**
 * Orders: what is asked of somebody else (referrals, laboratory, biopsy, phototherapy), and what comes back.
 * Owns the ServiceRequest and Specimen of each order, and the DiagnosticReport of a result entered by hand; no table of its own, so that an
 * order of another workstation is as good as one made here. Needs the vault, the records, the chart, the captured pictures, a clock.
 * Never says what a result means, and never closes a loop before a result is signed and the patient was told.
 */
export type { OrderNeeds } from './desk.ts'
export { type Orders, openOrders } from './service.ts'
