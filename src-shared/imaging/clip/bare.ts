import { bareMp4 } from './bare-mp4.ts'
import { bareWebm } from './bare-webm.ts'
import { type Clip, clipOf } from './clip.ts'

/** A clip without what tells of place, time and device. */
interface BareClip extends Clip {
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * A whole clip without what its container tells of place, time and device: a copy, of the same length, in which nothing moved. Undefined
 * for anything that is no whole clip, or whose telling parts cannot be told from its picture. Never throws. It cannot see into the coded
 * picture and sound themselves.
 */
export function bareClip(bytes: Uint8Array): BareClip | undefined {
  const clip = clipOf(bytes)
  if (clip === undefined || clip.truncated) return undefined
  const copy = Uint8Array.from(bytes)
  const isBare = clip.mime === 'video/mp4' ? bareMp4(copy) : bareWebm(copy)
  // Where only what was taken out made a clip of it, there is none.
  return isBare && clipOf(copy) !== undefined ? { ...clip, bytes: copy } : undefined
}
