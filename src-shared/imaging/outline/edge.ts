import type { ColourMeasures } from './measures.ts'
import { axesOf } from './shape.ts'
import type { Corner } from './suggestion.ts'

/** The edge of a lesion in eighths. */
export interface EdgeFound {
  /** From the picture's right clockwise: whether the colour changes abruptly there. */
  readonly abrupt: readonly boolean[]
  /** CIEDE2000 across the edge in each of them, over a tenth of the diameter. */
  readonly steps: readonly number[]
  /** Sectors in which it is abrupt, neighbours joined; none where it is all around, or nowhere. */
  readonly sectors: readonly (readonly Corner[])[]
}

/**
 * An eighth ends abruptly where the colour changes by at least `least` (CIEDE2000) and by this share of the whole difference to the
 * skin around. Clinic policy of this product, not a published standard.
 */
export const edgeLimits = { least: 8, share: 0.7 } as const

const eighths = 8
/** Places of the edge in each eighth of a sector's ring. */
const placesEach = 8

/** Where a ray from the centre leaves the ring for good. */
function edgeAt(ring: readonly Corner[], centre: Corner, turn: number): Corner {
  const [c, s] = [Math.cos(turn), Math.sin(turn)]
  let far = 0
  for (const [at, from] of ring.entries()) {
    const to = ring[(at + 1) % ring.length] ?? from
    // Both ends in the ray's own frame: along it, and beside it.
    const [besideFrom, besideTo] = [from, to].map(({ x, y }) => (y - centre.y) * c - (x - centre.x) * s) as [
      number,
      number,
    ]
    if (besideFrom > 0 === besideTo > 0) continue
    const share = besideFrom / (besideFrom - besideTo)
    const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)]
    far = Math.max(far, (x - centre.x) * c + (y - centre.y) * s)
  }
  return { x: centre.x + far * c, y: centre.y + far * s }
}

/** Neighbouring eighths that hold, as first and count. */
function runsOf(abrupt: readonly boolean[]): readonly (readonly [first: number, count: number])[] {
  return abrupt.flatMap((holds, at) => {
    if (!holds || abrupt.at(at - 1)) return []
    const rest = Array.from({ length: eighths }, (_, hop) => abrupt[(at + hop) % eighths])
    return [[at, rest.indexOf(false)] as const]
  })
}

/** In how many eighths the colour ends abruptly at the edge; undefined where the picture ends at one, or shows no contrast. */
export function edgeOf(ring: readonly Corner[], { abruptness, contrast }: ColourMeasures): EdgeFound | undefined {
  const steps = abruptness.filter(step => step !== undefined)
  if (contrast === undefined || contrast < edgeLimits.least || steps.length < eighths) return undefined
  const limit = Math.max(edgeLimits.least, edgeLimits.share * contrast)
  const abrupt = steps.map(step => step >= limit)
  const { centre } = axesOf(ring)
  const sectors = runsOf(abrupt).map(([first, count]) => [
    centre,
    ...Array.from({ length: count * placesEach + 1 }, (_, place) =>
      edgeAt(ring, centre, ((first + place / placesEach) * 2 * Math.PI) / eighths),
    ),
  ])
  return { abrupt, steps, sectors }
}
