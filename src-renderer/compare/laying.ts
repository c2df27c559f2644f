import type { Registration, Matrix as Row } from '../../src-shared/imaging/register/types.ts'
import type { Matrix } from '../viewer/matrix.ts'
import { alike, apply, compose, type Pose, type Similarity } from '../viewer/transform.ts'

type Sides = Registration['fixed']

const longOf = ({ widthPx, heightPx }: Sides): number => Math.max(widthPx, heightPx)

/** A registration's matrix as the canvas takes it. */
export const matrixOfRow = ([a, b, c, d, e, f]: Row): Matrix => ({ a, b, c, d, e, f })

/**
 * The registered similarity between pictures as poses measure them (origin in the middle, longer side 1): what the moving picture
 * shows at a point lies at that place of the fixed one. Undefined where the registration was refused.
 */
export function layingOf({ fit, fixed, moving }: Registration): Similarity | undefined {
  if (!fit) return undefined
  const [re, im, , , e, f] = fit.similarity
  const [from, to] = [longOf(moving), longOf(fixed)]
  const turn = { re, im, x: e, y: f }
  const middle = apply(turn, { x: moving.widthPx / 2, y: moving.heightPx / 2 })
  return {
    re: (re * from) / to,
    im: (im * from) / to,
    x: (middle.x - fixed.widthPx / 2) / to,
    y: (middle.y - fixed.heightPx / 2) / to,
  }
}

/** How the moving picture must lie so that it lies over the fixed one. */
export const laidOver = (fixed: Pose, laying: Similarity): Pose => compose(fixed, laying)

/** True where the moving picture lies just as it was registered, not as somebody moved it. */
export const isAsLaid = (fixed: Pose | undefined, moving: Pose | undefined, laying: Similarity): boolean =>
  fixed !== undefined && moving !== undefined && alike(laidOver(fixed, laying), moving)
