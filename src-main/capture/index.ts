/**
 * Capture: from an upload to a sealed original that belongs to a case.
 * Owns `shot`, the uploads that wait in memory, and the smaller pictures made of each original.
 * Needs the vault, the records, the darkroom, the devices, a clock. Never alters an original, never lets one lie on the disk in clear.
 */
export { type CaptureNeeds, shotStore } from './desk.ts'
export { type Capture, openCapture, type Taken } from './service.ts'
export type { Level, Opened, OpenedTiles } from './shown.ts'
