/** Pixels as the renderer and the engine both hold them: RGBA, 8 bits, sRGB, row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray | Uint8Array
}

export type ReasonCode =
  | 'too-small'
  | 'small'
  | 'out-of-focus'
  | 'soft'
  | 'motion'
  | 'too-dark'
  | 'too-bright'
  | 'glare'
  | 'cast'
  | 'cut-off'
  | 'no-picture'

/** Why a picture is less than good. `words` is a translation key; `value` and `limit` are in the measure's own unit. */
export interface Reason {
  readonly code: ReasonCode
  readonly words: `quality.${ReasonCode}`
  readonly value: number
  readonly limit: number
  readonly weight: 'warn' | 'refuse'
}

/** The measured values, each as its formula (named in `formula`) defines it. */
export interface Measures {
  /** Shorter and longer side of the original, px. */
  readonly shortPx: number
  readonly longPx: number
  /** 0 (no fine detail) to 1 (crisp). */
  readonly focus: number
  /** 0 (detail alike in all directions) to 1 (smeared along one). */
  readonly smear: number
  /** Share of the central field below and above the sensor's range, 0 to 1. */
  readonly darkShare: number
  readonly brightShare: number
  /** 95th percentile of the central field's luma, 0 to 1: low only where light is missing, not where skin or lesion is dark. */
  readonly highlight: number
  /** Share of the central field covered by bright, colourless blobs, 0 to 1. */
  readonly glareShare: number
  /** How far the mean light departs from any skin's towards blue or green, natural log of a ratio, 0 up. */
  readonly cast: number
  /** Share of the dark central thing's outline that runs along the field's edge, 0 to 1; not read as a lesion where none was aimed at. */
  readonly edgeShare: number
  /** How much darker that thing is than its surroundings, grey levels. */
  readonly standsOut: number
}

export interface Verdict {
  readonly verdict: 'good' | 'usable' | 'retake'
  readonly reasons: readonly Reason[]
  readonly measures: Measures
  /** Formula name and version; a stored verdict stays explainable after the formula changes. */
  readonly formula: string
}
