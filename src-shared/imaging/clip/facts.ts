/** What a video's container says of it. Nothing of it is decoded here, ever: that is left to the window's sandbox. */
export interface ClipFacts {
  widthPx: number
  heightPx: number
  /** Undefined where the container does not say it. */
  durationMs?: number
  truncated: boolean
}
