import type { Lab } from '../colour/lab.ts'
import { piecesOf } from '../register/morphology.ts'
import { contourOf, simplified } from './contour.ts'
import { cells, type Mask, type Read } from './inside.ts'
import { type ColourName, namedOf } from './measures.ts'
import type { Corner } from './suggestion.ts'

/** A colour seen within the outline, and where. */
export interface ColourFound {
  readonly name: ColourName
  /** Share of the surface, 0–1. */
  readonly share: number
  /** Mean L*a*b* of its places. */
  readonly mean: Lab
  /** Its largest places, largest first, px of the original. */
  readonly rings: readonly (readonly Corner[])[]
}

/** A colour of a smaller share may be a reflection or a hair. */
export const leastShare = 0.03
/** A place of a smaller share of the surface is not worth a ring. */
const leastPlace = 0.01
const mostPlaces = 3
/** Of the nine cells about one, so many must agree for it to count: thin lines, such as hair, fall away. */
const agreeing = 6
/** How far a ring may leave the cells it was made of, cells. */
const tolerance = 0.7

/** Names of the cells in a grid with an empty border. */
function gridOf({ left, top, cell, inside }: Mask, read: Read) {
  const width = cells + 2
  const names = Array.from<ColourName | undefined>({ length: width * width })
  const labs = new Map<number, Lab>()
  for (const spot of inside) {
    const lab = read(spot)
    if (!lab) continue
    const at = (Math.floor((spot.y - top) / cell) + 1) * width + Math.floor((spot.x - left) / cell) + 1
    names[at] = namedOf(lab)
    labs.set(at, lab)
  }
  return { width, names, labs }
}

/** Cells of one name that most of their neighbours agree with. */
function cleaned(names: readonly (ColourName | undefined)[], width: number, name: ColourName): Uint8Array {
  const mask = new Uint8Array(names.length)
  for (let at = width + 1; at < names.length - width - 1; at++) {
    if (names[at] !== name) continue
    let count = 0
    for (const row of [-width, 0, width]) for (const hop of [-1, 0, 1]) if (names[at + row + hop] === name) count++
    if (count >= agreeing) mask[at] = 1
  }
  return mask
}

function ringAround(pixels: readonly number[], width: number, { left, top, cell }: Mask): readonly Corner[] {
  const data = new Float32Array(width * width).fill(-1)
  for (const at of pixels) data[at] = 1
  const line = simplified(contourOf({ width, height: width, data }), tolerance)
  return line.map(({ x, y }) => ({ x: left + (x - 1) * cell, y: top + (y - 1) * cell }))
}

/** The named colours within the outline that have a place of some size, each with its largest places. */
export function coloursIn(mask: Mask, read: Read): readonly ColourFound[] {
  const { width, names, labs } = gridOf(mask, read)
  const all = Math.max(1, labs.size)
  const found = new Set(names.filter(name => name !== undefined))
  return [...found].flatMap((name): ColourFound[] => {
    const share = names.filter(one => one === name).length / all
    const pieces = piecesOf(cleaned(names, width, name), width)
      .filter(({ pixels }) => pixels.length >= leastPlace * all)
      .toSorted((one, other) => other.pixels.length - one.pixels.length)
      .slice(0, mostPlaces)
    if (share < leastShare || pieces.length === 0) return []
    const seen = pieces.flatMap(({ pixels }) => pixels.map(at => labs.get(at)).filter(lab => lab !== undefined))
    const mean = [0, 1, 2].map(
      channel => seen.reduce((sum, lab) => sum + (lab[channel] ?? 0), 0) / Math.max(1, seen.length),
    ) as unknown as Lab
    return [{ name, share, mean, rings: pieces.map(({ pixels }) => ringAround(pixels, width, mask)) }]
  })
}
