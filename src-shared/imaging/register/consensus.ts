import type { Pair } from './match.ts'
import { apply } from './matrix.ts'
import type { Matrix } from './types.ts'

/** A similarity and the pairs that agree on it. */
export interface Consensus {
  readonly similarity: Matrix
  readonly inliers: readonly Pair[]
}

export interface ConsensusWanted {
  /** How far an agreeing pair may lie from where the similarity puts it, px. */
  readonly within: number
  readonly rounds: number
  readonly scale: readonly [least: number, most: number]
}

/** The similarity (never a reflection) of least squares through pairs; undefined where they are fewer than two places. */
export function similarityThrough(pairs: readonly Pair[]): Matrix | undefined {
  let [mx, my, fx, fy] = [0, 0, 0, 0]
  for (const { moving, fixed } of pairs) {
    mx += moving.x / pairs.length
    my += moving.y / pairs.length
    fx += fixed.x / pairs.length
    fy += fixed.y / pairs.length
  }
  let [along, across, size] = [0, 0, 0]
  for (const { moving, fixed } of pairs) {
    const [px, py, qx, qy] = [moving.x - mx, moving.y - my, fixed.x - fx, fixed.y - fy]
    along += px * qx + py * qy
    across += px * qy - py * qx
    size += px * px + py * py
  }
  if (!(size > 1e-9)) return undefined
  const [a, b] = [along / size, across / size]
  return [a, b, -b, a, fx - a * mx + b * my, fy - b * mx - a * my]
}

const distanceSquared = (matrix: Matrix, { moving, fixed }: Pair): number => {
  const { x, y } = apply(matrix, moving)
  return (x - fixed.x) ** 2 + (y - fixed.y) ** 2
}

const agreeing = (pairs: readonly Pair[], similarity: Matrix, within: number): Pair[] =>
  pairs.filter(pair => distanceSquared(similarity, pair) < within ** 2)

/** How well a similarity explains the pairs: near ones count more than ones just within. */
const support = (pairs: readonly Pair[], similarity: Matrix, within: number): number => {
  let sum = 0
  for (const pair of pairs) sum += Math.max(0, 1 - distanceSquared(similarity, pair) / within ** 2)
  return sum
}

const refined = (pairs: readonly Pair[], start: Matrix, within: number): Matrix => {
  let best = start
  for (let round = 0; round < 8; round++) {
    const next = similarityThrough(agreeing(pairs, best, within))
    if (next === undefined || support(pairs, next, within) <= support(pairs, best, within)) break
    best = next
  }
  return best
}

const allowed = (matrix: Matrix | undefined, [least, most]: readonly [number, number]): matrix is Matrix => {
  if (matrix === undefined) return false
  const scale = Math.hypot(matrix[0], matrix[1])
  return scale >= least && scale <= most
}

/** Repeatable numbers in [0, 1): the same pairs give the same answer always. */
const repeatable = (): (() => number) => {
  let state = 0x2f6e2b1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** The similarity most pairs agree on (RANSAC, refined by least squares); undefined where no two pairs give an allowed one. */
export function consensusOf(pairs: readonly Pair[], { within, rounds, scale }: ConsensusWanted): Consensus | undefined {
  const random = repeatable()
  let best: Matrix | undefined
  let most = 0
  for (let round = 0; round < rounds && pairs.length >= 2; round++) {
    const [one, two] = [pairs[Math.floor(random() * pairs.length)], pairs[Math.floor(random() * pairs.length)]]
    if (one === undefined || two === undefined || one === two) continue
    if (Math.hypot(one.moving.x - two.moving.x, one.moving.y - two.moving.y) < 2 * within) continue
    const guess = similarityThrough([one, two])
    if (!allowed(guess, scale)) continue
    const found = support(pairs, guess, within)
    if (found <= most) continue
    best = refined(pairs, guess, within)
    most = support(pairs, best, within)
  }
  if (!allowed(best, scale)) return undefined
  return { similarity: best, inliers: agreeing(pairs, best, within) }
}
