import type { Verdict } from '../../src-shared/imaging/verdict.ts'

/** What crosses to and from the darkroom's process; structured clone, bytes as Uint8Array. */
export interface Job {
  readonly id: number
  readonly bytes: Uint8Array
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

export type Print = { readonly id: number; readonly levels: Levels } | { readonly id: number; readonly failed: string }

/** True for a well-formed answer; a process that went wrong may say anything. */
export const isPrint = (message: unknown): message is Print =>
  typeof message === 'object' && message !== null && 'id' in message && ('levels' in message || 'failed' in message)

/** True for a well-formed order. */
export const isJob = (message: unknown): message is Job =>
  typeof message === 'object' &&
  message !== null &&
  'id' in message &&
  'bytes' in message &&
  message.bytes instanceof Uint8Array
