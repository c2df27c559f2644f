/** Snapshot buttons of cameras, as the kernel shows them (Linux). Opens only input devices that have such a key, and reads nothing but it. */
export { snapshotButtons } from './follow.ts'
export type { ButtonFace } from './input-devices.ts'
export { type SnapshotNeeds, snapshotSteps } from './steps.ts'
