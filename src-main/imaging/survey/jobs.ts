import { spotsOf } from '../../../src-shared/imaging/body/spots.ts'
import { register, workingPx } from '../../../src-shared/imaging/register/register.ts'
import { findRuler, rulerLongPx } from '../../../src-shared/imaging/ruler/find.ts'
import { scaledRuler } from '../../../src-shared/imaging/ruler/scaled.ts'
import { describe, describedLongPx } from '../../../src-shared/imaging/similar/describe.ts'
import { openOutliner } from '../outline/outliner.ts'
import { rasterOf } from './raster.ts'
import type { Sheet } from './words.ts'

/** A body picture is looked at with this longer side: a mole of 2 mm is then some pixels wide. */
const spotsLongPx = 1600

/** An outline is looked for at this longer side: finer than the model sees, and quick to decode. */
const outlineLongPx = 768
let outliner: ReturnType<typeof openOutliner> | undefined

/** Everything the surveyor can do: sheets in, a plain answer out that a structured clone carries. One line a job. */
export const jobs = {
  /** Colours, texture and edges of one picture as numbers, for the distance to others. */
  describe: async ([sheet]: readonly Sheet[]) => {
    if (!sheet) throw new Error('a picture is needed')
    const { pixels } = await rasterOf(sheet, describedLongPx)
    return { vector: describe(pixels) }
  },
  /** Round dark places of one body picture, in px of the original. */
  spots: async ([sheet]: readonly Sheet[]) => {
    if (!sheet) throw new Error('a picture is needed')
    const { pixels, step } = await rasterOf(sheet, spotsLongPx)
    const spots = spotsOf(pixels).map(({ x, y, radius, contrast }) => ({
      x: x * step,
      y: y * step,
      radius: radius * step,
      contrast,
    }))
    return { spots }
  },
  /** The printed ruler of one picture, in px of the original, or why none is claimed. */
  scale: async ([sheet]: readonly Sheet[]) => {
    if (!sheet) throw new Error('a picture is needed')
    const { pixels, step } = await rasterOf(sheet, Math.max(...rulerLongPx))
    return scaledRuler(findRuler(pixels), step)
  },
  /** Where the lesion of one picture seems to end, in px of the original, or why no outline is suggested. */
  outline: async ([sheet]: readonly Sheet[]) => {
    if (!sheet) throw new Error('a picture is needed')
    const { pixels, step } = await rasterOf(sheet, outlineLongPx)
    outliner ??= openOutliner()
    const suggestion = await (await outliner).outline(pixels)
    if (!suggestion.found) return suggestion
    return { ...suggestion, ring: suggestion.ring.map(({ x, y }) => ({ x: x * step, y: y * step })) }
  },
  /** How the second picture lies over the first one, in px of their originals. */
  register: async ([fixed, moving]: readonly Sheet[]) => {
    if (!fixed || !moving) throw new Error('two pictures are needed')
    const [under, over] = await Promise.all([rasterOf(fixed, 2 * workingPx), rasterOf(moving, 2 * workingPx)])
    return register({ ...moving, pixels: over.pixels }, { ...fixed, pixels: under.pixels })
  },
} satisfies Record<string, (sheets: readonly Sheet[]) => Promise<object>>

export type Jobs = typeof jobs
/** What a job answers. */
export type Done<Name extends keyof Jobs> = Awaited<ReturnType<Jobs[Name]>>
