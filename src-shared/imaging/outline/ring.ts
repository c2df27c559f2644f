import { contourOf, simplified } from './contour.ts'
import { alone, type Field } from './field.ts'
import type { Corner, NoOutline } from './suggestion.ts'

/** Parts smaller than this share of the field are specks; one larger than the other leaves no skin to end in. */
const leastShare = 0.002
const mostShare = 0.97
/** How far the ring may leave the line it was made of, cells. */
const tolerance = 0.15

export type Ringed =
  | { readonly found: true; readonly ring: readonly Corner[]; readonly touchesEdge: boolean }
  | { readonly found: false; readonly reason: NoOutline }

/** One smooth ring around the main part of a field, in px of the picture of that size. */
export function ringOf(field: Field, { width, height }: { readonly width: number; readonly height: number }): Ringed {
  const part = alone(field)
  if (part.share < leastShare) return { found: false, reason: 'nothing-found' }
  if (part.share > mostShare) return { found: false, reason: 'whole-field' }
  const line = simplified(contourOf(part.field), tolerance)
  if (line.length < 3) return { found: false, reason: 'nothing-found' }
  const [across, down] = [width / field.width, height / field.height]
  const ring = line.map(({ x, y }) => ({
    x: Math.min(width, Math.max(0, x * across)),
    y: Math.min(height, Math.max(0, y * down)),
  }))
  const touchesEdge = line.some(({ x, y }) => x < 0.5 || y < 0.5 || x > field.width - 0.5 || y > field.height - 0.5)
  return { found: true, ring, touchesEdge }
}
