/** A corner of an outline, px of the pixels it was found on: x right, y down, (0, 0) the outer corner of the first pixel. */
export interface Corner {
  readonly x: number
  readonly y: number
}

/** Why no outline is suggested. */
export type NoOutline = 'blank' | 'nothing-found' | 'whole-field'

/** An outline for a clinician to confirm, or why there is none. It says where a lesion seems to end, never what it is. */
export type Suggestion = {
  readonly origin: 'model' | 'classical'
  /** What made it, so that it can be made again. */
  readonly maker: { readonly name: string; readonly version: string }
} & (
  | { readonly found: true; readonly ring: readonly Corner[]; readonly touchesEdge: boolean }
  | { readonly found: false; readonly reason: NoOutline }
)
