import type { LightOfPicture } from './light.ts'

/** What of a picture decides whether it can be compared. Undefined is "nobody said", never "no". */
export interface Taken {
  readonly id: string
  readonly state: 'kept' | 'voided' | 'damaged'
  readonly lesionId: string | undefined
  /** Coded site with side. */
  readonly site: string
  readonly view: string
  /** `dermoscopic`, `clinical: close-up` and so on. */
  readonly kind: string
  readonly lens: 'contact-polarized' | 'contact-non-polarized' | 'non-contact-polarized' | undefined
  /** Sides of the upright original, px. */
  readonly widthPx: number
  readonly heightPx: number
  readonly umPerPx: number | undefined
  /** Focus of the stored verdict, 0–1, and the formula that found it. */
  readonly focus: { readonly value: number; readonly formula: string } | undefined
  /** Measured on the pixels; undefined until they are here. */
  readonly light: LightOfPicture | undefined
}

/** How the moving picture was laid over the fixed one. Residual in px of the fixed original, `scale` fixed px per moving px. */
export type Joining =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'joined'
      readonly residualPx: number
      readonly inliers: number
      readonly scale: number
      readonly decision: 'accepted' | 'rejected' | undefined
    }

/** A picture and the one it is laid over. */
export interface Pair {
  readonly fixed: Taken
  readonly moving: Taken
  readonly joining: Joining
}
