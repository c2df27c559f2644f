import type { Shot } from '../../src-shared/contract/capture.ts'

/** A part of a clip, in seconds; without an end it plays to the clip's own. */
export interface Part {
  readonly fromS: number
  readonly toS?: number
}

/** A part shorter than this is not repeated: it would be a picture that flickers. */
const shortestS = 0.2

const secondsOf = (shot: Shot, name: string): number | undefined => {
  const value = shot.device.settings?.[name]
  return typeof value === 'number' && value >= 0 ? value / 1000 : undefined
}

/**
 * The part of a clip that was chosen when it was kept, within the length it really has, in seconds (Infinity while that is not
 * known): what a busy computer recorded is shorter than the clock said.
 */
export function partOf(shot: Shot, lengthS: number): Part {
  const fromS = secondsOf(shot, 'fromMs') ?? 0
  const toS = secondsOf(shot, 'toMs') ?? lengthS
  const begins = Math.min(fromS, toS, lengthS) + shortestS <= Math.min(toS, lengthS) ? fromS : 0
  return toS < lengthS && toS > begins ? { fromS: begins, toS } : { fromS: begins }
}

/** Where playing goes on after `atS`, in seconds, once the part ends there; undefined while it goes on by itself. */
export function againFrom({ fromS, toS }: Part, { wasS, atS }: { wasS: number; atS: number }): number | undefined {
  // Whoever looks at what lies outside the part is left there.
  return toS !== undefined && wasS < toS && atS >= toS ? fromS : undefined
}

/** A clip as long as a picture is not played again and again. */
export const repeats = ({ fromS }: Part, lengthS: number): boolean => lengthS - fromS >= shortestS
