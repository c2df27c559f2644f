/**
 * Schedule: whose time, which room and which device is kept for what, and who waits for a place.
 * Owns Schedule, Slot and Appointment; no table of its own, so that an appointment of another workstation is as good as one made here.
 * Needs the vault, the records, a clock. Never lets anything be taken twice, and never says what an appointment found.
 */
export { openSchedule, type Schedule } from './service.ts'
