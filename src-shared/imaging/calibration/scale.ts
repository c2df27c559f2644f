/**
 * How large a picture's pixel is. Micrometres a px of the upright original; the uncertainty is relative and expanded (k = 2),
 * as everything stored has it (contract/marks `Scale`).
 */
export interface PixelScale {
  readonly umPerPx: number
  readonly relativeUncertainty: number
  readonly source: 'profile' | 'ruler' | 'marker' | 'dicom'
}

/** A value with its expanded uncertainty (k = 2) in the same unit; without one it is not known how good the value is. */
export interface Quantity {
  readonly value: number
  readonly uncertainty?: number
  readonly unit: 'mm' | 'mm2' | '[px]' | '[px]2'
}

const squares = (...parts: readonly number[]): number => Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0))

/** Scale of a picture from a ruler that was found: px to the millimetre and their relative uncertainty (k = 2). */
export const scaleOfRuler = ({
  pxPerMm,
  relativeUncertainty,
}: {
  pxPerMm: number
  relativeUncertainty: number
}): PixelScale => ({
  umPerPx: 1000 / pxPerMm,
  relativeUncertainty,
  source: 'ruler',
})

/** A thing of known size that the clinician drew round: a circle's diameter or a square's side. */
export interface Marker {
  /** Size in the picture, px, and how well its edge could be placed, px (k = 2). */
  readonly sizePx: number
  readonly edgePx?: number
  /** Stated size, mm, and its tolerance, mm (k = 2). */
  readonly sizeMm: number
  readonly toleranceMm?: number
}

/** Scale from a marker; undefined where a size is not above zero. Both edges carry their own error. */
export const scaleOfMarker = ({ sizePx, edgePx = 1.5, sizeMm, toleranceMm = 0 }: Marker): PixelScale | undefined => {
  if (!(sizePx > 0 && sizeMm > 0)) return undefined
  const relativeUncertainty = squares((Math.SQRT2 * edgePx) / sizePx, toleranceMm / sizeMm)
  return { umPerPx: (1000 * sizeMm) / sizePx, relativeUncertainty: Math.min(1, relativeUncertainty), source: 'marker' }
}

/**
 * Scale from a device's profile, made with pictures of `profileLongPx` on the longer side, for one of `longPx`: a smaller copy of the
 * same field has larger pixels. A picture of another shape or crop must not be passed here.
 */
export const scaleOfProfile = (
  profile: { umPerPx: number; relativeUncertainty: number; longPx: number },
  longPx: number,
): PixelScale => ({
  umPerPx: (profile.umPerPx * profile.longPx) / longPx,
  relativeUncertainty: profile.relativeUncertainty,
  source: 'profile',
})

/** Several scales of one picture together, or the sign that they contradict each other and none should be used unasked. */
export type Combined =
  | { readonly agree: true; readonly scale: PixelScale }
  | { readonly agree: false; readonly apart: number; readonly allowed: number }

const weightOf = ({ umPerPx, relativeUncertainty }: PixelScale): number =>
  1 / (umPerPx * Math.max(1e-4, relativeUncertainty)) ** 2

/**
 * Weighted mean of scales, weights from their uncertainties. They contradict each other where two lie further apart than their joint
 * uncertainty (k = 2) allows; `apart` and `allowed` are relative. The source named is the most certain one's. Undefined for none.
 */
export const combinedOf = (scales: readonly PixelScale[]): Combined | undefined => {
  const [best] = [...scales].sort((one, other) => one.relativeUncertainty - other.relativeUncertainty)
  if (!best) return undefined
  for (const other of scales) {
    const apart = Math.abs(other.umPerPx / best.umPerPx - 1)
    const allowed = squares(best.relativeUncertainty, other.relativeUncertainty)
    if (other !== best && apart > allowed) return { agree: false, apart, allowed }
  }
  const weights = scales.map(weightOf)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const umPerPx = scales.reduce((sum, scale, i) => sum + scale.umPerPx * (weights[i] ?? 0), 0) / total
  return {
    agree: true,
    scale: { ...best, umPerPx, relativeUncertainty: Math.min(1, 1 / (umPerPx * Math.sqrt(total))) },
  }
}

/** A length of `px`, placed by hand to `handPx` at each end (k = 2); in px where the picture is uncalibrated. */
export const lengthOf = (px: number, scale: PixelScale | undefined, handPx = 1): Quantity => {
  const byHand = Math.SQRT2 * handPx
  if (!scale) return { value: px, uncertainty: byHand, unit: '[px]' }
  const value = (px * scale.umPerPx) / 1000
  return { value, uncertainty: squares((byHand * scale.umPerPx) / 1000, value * scale.relativeUncertainty), unit: 'mm' }
}

/** An area of `px` with an outline `aroundPx` long, placed by hand to `handPx` (k = 2); in px where the picture is uncalibrated. */
export const areaOf = (
  { px, aroundPx }: { px: number; aroundPx: number },
  scale: PixelScale | undefined,
  handPx = 1,
): Quantity => {
  const byHand = aroundPx * handPx
  if (!scale) return { value: px, uncertainty: byHand, unit: '[px]2' }
  const one = (scale.umPerPx / 1000) ** 2
  return { value: px * one, uncertainty: squares(byHand * one, 2 * px * one * scale.relativeUncertainty), unit: 'mm2' }
}
