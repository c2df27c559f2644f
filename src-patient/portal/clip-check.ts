import { bareClip } from '../../src-shared/imaging/clip/bare.ts'
import { clipBytes } from '../../src-shared/portal/index.ts'

type CheckedClip = { readonly kind: 'clip'; readonly blob: Blob } | { readonly kind: 'clipNone' | 'clipLarge' }

/** Looks at a picked clip by its bytes; what its container tells of place and device does not leave the telephone. */
export async function checkClip(file: File): Promise<CheckedClip> {
  if (file.size > clipBytes) return { kind: 'clipLarge' }
  const clip = bareClip(new Uint8Array(await file.arrayBuffer()))
  return clip ? { kind: 'clip', blob: new Blob([clip.bytes], { type: clip.mime }) } : { kind: 'clipNone' }
}
