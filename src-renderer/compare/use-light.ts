import { useMemo } from 'react'
import { type LightOfPicture, lightOfPicture } from '../../src-shared/imaging/compare/light.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import type { Picture } from '../viewer/picture.ts'
import { usePictureState } from '../viewer/use-canvas.ts'

/** Longer side at which the light of a picture is measured, px: light is the same at any size. */
const lightLongPx = 192

/** A picture's pixels with its longer side at most `longPx`; undefined while there are none. */
export function pixelsOf(picture: Picture | undefined, longPx: number): Pixels | undefined {
  const bitmap = picture?.pixelsFor(longPx)
  if (!bitmap) return undefined
  const scale = Math.min(1, longPx / Math.max(bitmap.width, bitmap.height))
  const [width, height] = [
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  ]
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

/** The light of a picture on screen, measured once it is here. */
export function useLight(picture: Picture | undefined): LightOfPicture | undefined {
  const { kind } = usePictureState(picture)
  return useMemo(() => {
    const pixels = kind === 'shown' ? pixelsOf(picture, lightLongPx) : undefined
    // A picture that is wholly black or white has no light to speak of, and nothing in it either.
    return pixels && (lightOfPicture(pixels) ?? { lightness: 0, a: 0, b: 0, spread: 0 })
  }, [picture, kind])
}
