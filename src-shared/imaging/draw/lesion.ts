import { type Cell, cellAt, cloudAt, noiseAt, ramp, randomFrom } from './noise.ts'
import type { Pigment } from './skin.ts'

/** A drawn lesion. Lengths in mm; weights 0–1. It imitates appearances only and stands for no disease. */
export interface Lesion {
  readonly seed: number
  readonly radiusMm: number
  /** Longer over shorter axis, and the direction of the longer, radians. */
  readonly elongation: number
  readonly angle: number
  /** How far the border wanders, share of the radius, and how soft it is, mm. */
  readonly wander: number
  readonly edgeMm: number
  readonly pigment: number
  readonly network: number
  readonly globules: number
  readonly blotch: number
  readonly deep: number
  readonly meshMm: number
}

/** How the same place was held and lit on one visit. */
export interface Pose {
  readonly angle: number
  readonly shiftMm: readonly [number, number]
  readonly scale: number
  readonly light: number
  readonly warmth: number
}

/** The lesion of this seed at its nth visit (0 first): the same lesion, up to a few percent larger and darker each time. */
export const lesionAt = (seed: number, visit: number): Lesion => {
  const random = randomFrom(seed, 1)
  const between = (from: number, to: number): number => from + (to - from) * random()
  const first = {
    radiusMm: between(1.8, 4.2),
    elongation: between(1, 1.45),
    angle: between(0, Math.PI),
    wander: between(0.1, 0.34),
    edgeMm: between(0.25, 1),
    pigment: between(0.6, 1.7),
    network: between(0, 1),
    globules: between(-0.4, 0.9),
    blotch: between(0.2, 1),
    deep: Math.max(0, between(-0.7, 0.6)),
    meshMm: between(0.24, 0.36),
  }
  const growth = between(0, 0.05)
  return {
    ...first,
    seed,
    globules: Math.max(0, first.globules),
    radiusMm: first.radiusMm * (1 + growth * visit),
    pigment: first.pigment * (1 + 0.6 * growth * visit),
    wander: first.wander * (1 + growth * visit),
  }
}

/** How visit n of this seed is held and lit; visit 0 is straight. */
export const poseAt = (seed: number, visit: number): Pose => {
  const random = randomFrom(seed, 100 + visit)
  const around = (reach: number): number => (visit === 0 ? 0.2 : 1) * reach * (2 * random() - 1)
  return {
    angle: around(0.22),
    shiftMm: [around(1.1), around(0.8)],
    scale: 1 + around(0.03),
    light: 1 + around(0.09),
    warmth: around(0.05),
  }
}

const cell: Cell = { near: 0, next: 0, own: 0 }

/** Signed depth inside the lesion at a place in its own frame, mm: positive inside. */
const depthAt = (lesion: Lesion, x: number, y: number): number => {
  const [c, s] = [Math.cos(lesion.angle), Math.sin(lesion.angle)]
  const along = (x * c + y * s) / Math.sqrt(lesion.elongation)
  const across = (y * c - x * s) * Math.sqrt(lesion.elongation)
  const far = Math.sqrt(along * along + across * across)
  const [ux, uy] = [along / (far || 1), across / (far || 1)]
  const lobes = noiseAt(ux * 1.6 + 9, uy * 1.6 + 9, lesion.seed) - 0.5
  const notches = cloudAt(ux * 5 + 5, uy * 5 + 5, { seed: lesion.seed + 3, octaves: 3 }) - 0.5
  const fringe = cloudAt(x / 0.5, y / 0.5, { seed: lesion.seed + 5, octaves: 3 }) - 0.5
  return lesion.radiusMm * (1 + lesion.wander * (2.6 * lobes + 0.9 * notches)) - far + 0.7 * lesion.edgeMm * fringe
}

const structure = (lesion: Lesion, x: number, y: number): number => {
  const warp = 1.3 * (cloudAt(x / 0.8, y / 0.8, { seed: lesion.seed + 11, octaves: 3 }) - 0.5)
  cellAt(x / lesion.meshMm + warp, y / lesion.meshMm - warp, { seed: lesion.seed + 17, cell })
  // Lines between pale holes, thicker here and thinner there; holes differ from each other.
  const where = ramp(0.3, 0.65, cloudAt(x / 1.8, y / 1.8, { seed: lesion.seed + 31, octaves: 2 }))
  const line = 1 - ramp(0, 0.42, cell.next - cell.near + 0.16 * (noiseAt(x / 0.1, y / 0.1, lesion.seed + 33) - 0.5))
  const mesh = lesion.network * (0.35 + 0.65 * where) * (line * 0.72 - 0.26 + 0.2 * (cell.own - 0.5))
  cellAt(x / 0.34 + 40, y / 0.34 - warp, { seed: lesion.seed + 37, cell })
  const clod = cell.own > 0.35 ? 1 - ramp(0.16, 0.3 + 0.12 * cell.own, cell.near) : 0
  return mesh + 0.8 * lesion.globules * (1 - 0.6 * where) * clod
}

/** Adds the lesion's pigment at a place in its own frame, mm. */
export const addLesion = (pigment: Pigment, lesion: Lesion, { x, y }: { x: number; y: number }): void => {
  // Math.hypot is many times slower than this in V8, and this runs for every pixel.
  if (x * x + y * y > (lesion.radiusMm * 2.2) ** 2) return
  const depth = depthAt(lesion, x, y)
  const body = ramp(-0.35 * lesion.edgeMm, lesion.edgeMm, depth)
  if (body <= 0) return
  const blotch = cloudAt(x / 1.5, y / 1.5, { seed: lesion.seed + 41, octaves: 4 }) - 0.45
  const core = ramp(0, lesion.radiusMm * 0.9, depth)
  const base = lesion.pigment * (0.62 + 0.3 * core + 1.5 * lesion.blotch * blotch)
  const fine = 0.12 * (cloudAt(x / 0.12, y / 0.12, { seed: lesion.seed + 43, octaves: 2 }) - 0.5)
  pigment.melanin += body * Math.max(0.06, base + lesion.pigment * structure(lesion, x, y) + fine)
  const under = ramp(0.5, 0.66, cloudAt(x / 2.2 + 3, y / 2.2, { seed: lesion.seed + 47, octaves: 3 }))
  pigment.deep += body * core * lesion.deep * under * 1.8
  pigment.blood += 0.22 * body * (1 - core)
}
