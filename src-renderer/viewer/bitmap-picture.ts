import type { Picture, PictureState } from './picture.ts'
import type { Size } from './transform.ts'

const never = () => () => {}
const nothing = () => undefined

/** A picture that is already in memory (a still just taken). Its pixels stay the lender's: closing frees nothing. */
export function pictureOfBitmap(pixels: ImageBitmap, size: Size): Picture {
  const state: PictureState = { kind: 'shown', sharpest: 'full', size, reduced: false }
  return {
    ref: { id: '', longPx: Math.max(size.width, size.height) },
    state: () => state,
    watch: never,
    pixelsFor: () => pixels,
    tiles: nothing,
    watchTiles: never,
    want: nothing,
    retry: nothing,
    slim: nothing,
    close: nothing,
  }
}
