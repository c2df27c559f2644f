import { z } from 'zod'
import type { Registration as Plain } from './types.ts'

const Size = z.object({ widthPx: z.int().positive(), heightPx: z.int().positive() })
const MatrixOf = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
const nodes = z.array(z.number()).max(48 * 48)

const FlowOf = z.object({ columns: z.int().min(2).max(48), rows: z.int().min(2).max(48), dx: nodes, dy: nodes })

const FitOf = z.object({
  similarity: MatrixOf,
  scale: z.number().positive(),
  turnDeg: z.number(),
  affine: MatrixOf,
  flow: FlowOf,
  residual: z.object({
    similarityPx: z.number().min(0),
    affinePx: z.number().min(0),
    flowPx: z.number().min(0),
    windows: z.int().min(0),
  }),
})

/** The codes a registration is refused by. */
export const RefusalCodes = z.enum([
  'too-small',
  'blank',
  'ruler-only',
  'no-features',
  'too-few-inliers',
  'not-spread',
  'implausible-scale',
  'no-overlap',
  'residual-too-large',
])

/** A registration as it crosses the door. */
export const Registration = z.object({
  engine: z.object({ name: z.string(), version: z.string() }),
  fixed: Size,
  moving: Size,
  verdict: z.enum(['accepted', 'refused']),
  reasons: z.array(RefusalCodes),
  matches: z.int().min(0),
  inliers: z.int().min(0),
  spread: z.number().min(0).max(1),
  fit: FitOf.optional(),
}) satisfies z.ZodType<Plain>
