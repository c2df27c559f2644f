import type { Pixels } from '../verdict.ts'
import { aligned, type Sheets } from './align.ts'
import { type Consensus, consensusOf } from './consensus.ts'
import { type Features, featuresOf } from './features.ts'
import { flowOf } from './flow.ts'
import { bendAt } from './map.ts'
import { matched, type Pair } from './match.ts'
import { apply, areaScale, resized, scaleAndTurn } from './matrix.ts'
import { type Prepared, prepared } from './prepare.ts'
import { reduced } from './reduce.ts'
import { settled, shapedBy } from './settle.ts'
import { spreadOf } from './spread.ts'
import type { Fit, Flow, Matrix, Point, RefusalCode, Registration, Residual } from './types.ts'

/** A decoded picture of any size and the size of its upright original, px. */
export interface View {
  readonly pixels: Pixels
  readonly widthPx: number
  readonly heightPx: number
}

/** What measures, with its version: raise it whenever an answer may change. */
export const engine = { name: 'cutis-register', version: '2' } as const

/** The longer side everything is worked at, px: larger is slower and, under blur, hair and bent skin, less sure. */
export const workingPx = 512
const shortestPx = 96
const most = 1200
const ratio = 0.85
const within = 6
const rounds = 3000
const scales = [0.5, 2] as const
/** Printed rulers alone gave up to 17 inliers between different lesions; true pairs had 27 and more. */
const leastInliers = 21
const leastSpread = 0.12
const leastOverlap = 0.25
const leastLandmarks = 6
/** The largest median error after the affine map that is still offered, working px: beyond it the landmarks' search ends. */
const worstAffine = 8

interface Side extends Prepared {
  readonly features: Features
}

/** Working px of both pictures and what was found so far. */
interface Found {
  readonly pairs: readonly Pair[]
  readonly consensus: Consensus | undefined
  readonly spread: number
}

const sideOf = (pixels: Pixels): Side => {
  const side = prepared(pixels)
  const features = featuresOf(side.even, { usable: side.usable, most, leastStrength: 0.01, double: false })
  return { ...side, features }
}

const emptiness = ({ contrast, usableShare, ruler, features }: Side): RefusalCode | undefined => {
  if (contrast < 1.5 || usableShare < 0.05) return ruler ? 'ruler-only' : 'blank'
  if (features.list.length < 2 * leastInliers) return ruler ? 'ruler-only' : 'no-features'
  return undefined
}

/** Share of the smaller picture that both show. */
const overlapOf = (similarity: Matrix, moving: Side, fixed: Side): number => {
  let inside = 0
  const steps = 16
  for (let i = 0; i < steps * steps; i++) {
    const at = {
      x: (((i % steps) + 0.5) * moving.skin.width) / steps,
      y: ((Math.floor(i / steps) + 0.5) * moving.skin.height) / steps,
    }
    const { x, y } = apply(similarity, at)
    if (x >= 0 && y >= 0 && x < fixed.skin.width && y < fixed.skin.height) inside++
  }
  const shown = (inside / steps ** 2) * moving.skin.width * moving.skin.height
  const area = Math.abs(areaScale(similarity))
  const smaller = Math.min(moving.skin.width * moving.skin.height, (fixed.skin.width * fixed.skin.height) / area)
  return shown / smaller
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const distanceAfter = ({ fixed }: Pair, { x, y }: Point): number => Math.hypot(x - fixed.x, y - fixed.y)

const residualOf = (
  landmarks: readonly Pair[],
  { similarity, affine, flow, size }: { similarity: Matrix; affine: Matrix; flow: Flow; size: Registration['fixed'] },
): Omit<Residual, 'affinePx'> => ({
  similarityPx: median(landmarks.map(pair => distanceAfter(pair, apply(similarity, pair.moving)))),
  flowPx: median(
    landmarks.map(pair => {
      const bend = bendAt(flow, size, pair.fixed)
      const { x, y } = apply(affine, pair.moving)
      return distanceAfter(pair, { x: x - bend.x, y: y - bend.y })
    }),
  ),
  windows: landmarks.length,
})

/** A fit told in the px of the upright originals; `from` and `to` are original px per working px. */
const inOriginals = (fit: Fit, from: number, to: number): Fit => {
  const similarity = resized(fit.similarity, from, to)
  const { residual, flow } = fit
  return {
    similarity,
    ...scaleAndTurn(similarity),
    affine: resized(fit.affine, from, to),
    flow: { ...flow, dx: flow.dx.map(value => value * to), dy: flow.dy.map(value => value * to) },
    residual: {
      similarityPx: residual.similarityPx * to,
      affinePx: residual.affinePx * to,
      flowPx: residual.flowPx * to,
      windows: residual.windows,
    },
  }
}

/** Errors of each half of the landmarks after the map that the other half shapes: nothing is measured by what made it. */
const affineErrorOf = (all: readonly Pair[], start: Matrix, moving: Side): number => {
  const halves = [0, 1].map(half => all.filter((_, index) => index % 2 === half))
  const errors = halves.flatMap((half, which) => {
    const map = shapedBy(halves[1 - which] ?? [], start, moving.skin)
    return half.map(pair => distanceAfter(pair, apply(map, pair.moving)))
  })
  return median(errors)
}

const fitOf = (moving: Side, fixed: Side, { similarity }: Consensus): Fit => {
  const usable = { ...fixed.even, data: new Float32Array(fixed.usable) }
  const sheets: Sheets = { fixed: fixed.even, moving: moving.even, usable }
  const lit = aligned(sheets, similarity)
  const { affine, landmarks } = settled({ fixed: fixed.skin, moving: moving.skin, usable: fixed.usable }, lit)
  const flow = flowOf(sheets, affine)
  const size = { widthPx: fixed.skin.width, heightPx: fixed.skin.height }
  const affinePx = affineErrorOf(landmarks, lit, moving)
  const residual = { ...residualOf(landmarks, { similarity, affine, flow, size }), affinePx }
  return { similarity, ...scaleAndTurn(similarity), affine, flow, residual }
}

const foundIn = (moving: Side, fixed: Side): Found => {
  const pairs = matched(moving.features, fixed.features, ratio)
  const consensus = consensusOf(pairs, { within, rounds, scale: scales })
  return { pairs, consensus, spread: spreadOf(consensus?.inliers ?? [], fixed.skin) }
}

/** True where the pairs agree well, but on a scale no two pictures of one lesion have. */
const farScale = (pairs: readonly Pair[]): boolean => {
  const found = consensusOf(pairs, { within, rounds: 500, scale: [0.05, 20] })
  if (found === undefined || found.inliers.length < leastInliers) return false
  const { scale } = scaleAndTurn(found.similarity)
  return scale < scales[0] || scale > scales[1]
}

/** What speaks against a consensus, before anything finer is worked out. */
const doubts = ({ pairs, consensus, spread }: Found, moving: Side, fixed: Side): RefusalCode[] => {
  if (consensus === undefined || consensus.inliers.length < leastInliers) {
    return [farScale(pairs) ? 'implausible-scale' : 'too-few-inliers']
  }
  if (spread < leastSpread) return ['not-spread']
  return overlapOf(consensus.similarity, moving, fixed) < leastOverlap ? ['no-overlap'] : []
}

const sizeOf = ({ widthPx, heightPx }: Omit<View, 'pixels'>): Registration['fixed'] => ({ widthPx, heightPx })

/** A picture made ready to be laid over others. */
export interface Readied {
  readonly widthPx: number
  readonly heightPx: number
  /** Original px per working px. */
  readonly step: number
  /** Absent where the picture is too small to be worked on. */
  readonly side?: Side
}

/** Masks, evens and describes a picture, once for however many it is laid over. Never throws on pixels. */
export function readied({ pixels, widthPx, heightPx }: View): Readied {
  const small = reduced(pixels, workingPx)
  // The longer sides: only the shorter one is rounded when a picture is made smaller.
  const size = { widthPx, heightPx, step: Math.max(widthPx, heightPx) / Math.max(small.width, small.height) }
  return Math.min(small.width, small.height) < shortestPx ? size : { ...size, side: sideOf(small) }
}

const isTooFar = ({ residual }: Fit): boolean => residual.windows < leastLandmarks || residual.affinePx > worstAffine

/** As `register`, for pictures made ready before. */
export function registered(moving: Readied, fixed: Readied): Registration {
  const start = { engine, fixed: sizeOf(fixed), moving: sizeOf(moving), matches: 0, inliers: 0, spread: 0 }
  const refused = (reasons: readonly RefusalCode[], found: Partial<Registration> = {}): Registration => ({
    ...start,
    ...found,
    verdict: 'refused',
    reasons,
  })
  const [one, other] = [moving.side, fixed.side]
  if (!one || !other) return refused(['too-small'])
  const empty = emptiness(one) ?? emptiness(other)
  if (empty !== undefined) return refused([empty])
  const found = foundIn(one, other)
  const told = { matches: found.pairs.length, inliers: found.consensus?.inliers.length ?? 0, spread: found.spread }
  const against = doubts(found, one, other)
  if (found.consensus === undefined || against.length > 0) return refused(against, told)
  const fit = fitOf(one, other, found.consensus)
  if (isTooFar(fit)) return refused(['residual-too-large'], told)
  return { ...start, ...told, verdict: 'accepted', reasons: [], fit: inOriginals(fit, moving.step, fixed.step) }
}

/**
 * Lays a moving picture over a fixed one of the same lesion, or says why not. Pure and repeatable.
 * Never throws on pixels.
 */
export const register = (moving: View, fixed: View): Registration => registered(readied(moving), readied(fixed))
