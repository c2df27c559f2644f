import type { Verdict } from '../../src-shared/imaging/verdict.ts'

/** What crosses to and from the darkroom's process; structured clone, bytes as Uint8Array. */
export interface Job {
  readonly id: number
  readonly make: keyof Made
  readonly bytes: Uint8Array
}

/** What is made of a picture, by the name it is ordered under. */
export interface Made {
  readonly levels: Levels
  readonly tiles: Tiles
  readonly share: Shared | { readonly refused: true }
}

/** A copy of a picture without metadata, proved by reading it back. */
export interface Shared {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** False where the coded picture is the original's, byte by byte. */
  readonly encodedAgain: boolean
}

/** The tile pyramid of a large picture as one pack (`openPack`). */
export interface Tiles {
  readonly pack: Uint8Array
}

/** Display levels of one picture. `widthPx` and `heightPx` are the original's after its orientation is applied. */
export interface Levels {
  /** WebP, longer side at most 256 px. */
  readonly thumb: Uint8Array
  /** JPEG, longer side at most 1600 px, sRGB, no metadata. */
  readonly screen: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
  /** Measured on the picture at the fixed working size. */
  readonly verdict: Verdict
}

/** True for a well-formed order. */
export const isJob = (message: unknown): message is Job =>
  typeof message === 'object' &&
  message !== null &&
  'id' in message &&
  'make' in message &&
  'bytes' in message &&
  message.bytes instanceof Uint8Array
