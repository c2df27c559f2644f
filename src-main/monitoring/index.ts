/**
 * Monitoring: from a device that was read to readings that belong to a patient.
 * Owns `reading` and `tape`, the imports that are under way and what of them waits for a person.
 * Needs the vault, the records, the devices, a clock. Never erases a device, never changes a value, never lets a reading count
 * whose patient was not confirmed.
 */
export type { MonitoringNeeds } from './desk.ts'
export { type Monitoring, openMonitoring } from './service.ts'
