/**
 * Imaging: what a picture is and how it is shown.
 * Owns: sniffing bytes, reading EXIF, and the darkroom, a separate process that makes display levels and the quality verdict.
 * Needs: a way to start a process. Never: stores, changes an original, or says what a picture means.
 */

export { bareClip } from '../../src-shared/imaging/clip/bare.ts'
export { type Clip, clipOf } from '../../src-shared/imaging/clip/clip.ts'
export { type Darkroom, openDarkroom } from './darkroom.ts'
export type { Levels, Tiles } from './darkroom-words.ts'
export { type DarkroomNeeds, type DarkroomProcess, openWorker } from './darkroom-worker.ts'
export { type Exif, exifOf } from './exif.ts'
export { forkDarkroom } from './fork.ts'
export { openDistances } from './nearest.ts'
export { openPack, type Pack } from './pack.ts'
export type { NotPicture, Picture, PictureType, Refusal, Sniffed } from './picture.ts'
export { type Answer, serveOrders } from './serve.ts'
export { limits, sniff } from './sniff.ts'
export { stripped } from './strip/strip.ts'
export { openSurveyor, type Surveyor } from './survey/surveyor.ts'
export type { Sheet } from './survey/words.ts'
