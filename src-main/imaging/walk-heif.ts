import { tag, u32 } from './bytes.ts'
import { beginning, type Walk } from './walk.ts'

// ISO/IEC 14496-12 boxes that lead to the image sizes (ISO/IEC 23008-12 `ispe`); `meta` has 4 bytes before its children.
const doors: Readonly<Record<string, number>> = { meta: 12, iprp: 8, ipco: 8 }
const mostBoxes = 4_096

/** Walks a HEIF's boxes and takes the largest declared size (tiles are smaller than the picture they make up). */
export const walkHeif = (bytes: Uint8Array): Walk => {
  const walk: Walk = { ...beginning(bytes), truncated: false }
  let at = 0
  for (let boxes = 0; at + 8 <= bytes.length && boxes < mostBoxes; boxes++) {
    const size = u32(bytes, at)
    const name = tag(bytes, at + 4)
    const door = Object.hasOwn(doors, name) ? doors[name] : undefined
    if (name === 'ispe') {
      const [width, height] = [u32(bytes, at + 12), u32(bytes, at + 16)]
      if (width * height > walk.widthPx * walk.heightPx) [walk.widthPx, walk.heightPx] = [width, height]
    }
    if (door !== undefined) at += door
    else if (size >= 8) at += size
    else break // 0 runs to the end of the file, 1 is a 64-bit size: pixel data, never a door
    walk.truncated = at > bytes.length
  }
  return walk
}
