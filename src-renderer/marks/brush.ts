import { type BrushStroke, brushed } from '../../src-shared/imaging/outline/brush.ts'
import { type Extent, onPicture, type Spot } from './spot.ts'

/** The brush in the hand: what it does, and half its width on the screen, CSS px. */
export interface Brush {
  readonly act: BrushStroke['act']
  readonly radiusCss: number
}

/** A trace of the brush, px of the original. */
export interface Trace {
  readonly act: BrushStroke['act']
  readonly path: readonly Spot[]
  readonly radius: number
}

const [smallest, largest] = [3, 160]
const sizeStep = 1.25

/** The brush one step smaller or larger. */
export const resized = (brush: Brush, way: 1 | -1): Brush => ({
  ...brush,
  radiusCss: Math.min(largest, Math.max(smallest, brush.radiusCss * sizeStep ** way)),
})

/** The same brush that does the other thing. */
export const turned = (brush: Brush): Brush => ({ ...brush, act: brush.act === 'add' ? 'erase' : 'add' })

/** What a key does to the brush; undefined for keys that mean nothing to it. */
export function brushKeyed(brush: Brush, key: string): Brush | undefined {
  if (key === '[' || key === ']') return resized(brush, key === '[' ? -1 : 1)
  return key === 'x' || key === 'X' ? turned(brush) : undefined
}

const cornerOf = ([x, y]: Spot) => ({ x, y })

/** A ring after a trace of the brush, on the picture; the same ring where they do not meet, undefined where nothing is left. */
export function ringBrushed(
  ring: readonly Spot[],
  { act, path, radius }: Trace,
  extent: Extent,
): readonly Spot[] | undefined {
  const corners = ring.map(cornerOf)
  const next = brushed(corners, { act, radius, path: path.map(cornerOf) })
  return next === corners ? ring : next?.map(({ x, y }) => onPicture(extent, [x, y]))
}
