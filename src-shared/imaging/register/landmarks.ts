import type { Pair } from './match.ts'
import { apply, inverse } from './matrix.ts'
import { type Plane, seenThrough } from './plane.ts'
import type { Matrix, Point } from './types.ts'

const reach = 14
const search = 12
const leastLikeness = 0.7
const apart = 28

interface Window {
  readonly x: number
  readonly y: number
}

/** Correlation of a window of `a` with one of `b`, −1 to 1, every `hop`-th pixel; −1 where either is flat or not seen. */
const likeness = (a: Plane, b: Plane, { from, to, hop }: { from: Window; to: Window; hop: number }): number => {
  let n = 0
  let sa = 0
  let sb = 0
  let aa = 0
  let bb = 0
  let ab = 0
  for (let row = -reach; row <= reach; row += hop) {
    const first = (from.y + row) * a.width + from.x
    const second = (to.y + row) * b.width + to.x
    for (let hopped = -reach; hopped <= reach; hopped += hop) {
      const p = a.data[first + hopped] as number
      const q = b.data[second + hopped] as number
      n++
      sa += p
      sb += q
      aa += p * p
      bb += q * q
      ab += p * q
    }
  }
  const va = aa / n - (sa / n) ** 2
  const vb = bb / n - (sb / n) ** 2
  if (!(va > 4 && vb > 4)) return -1
  return (ab / n - (sa * sb) / n ** 2) / Math.sqrt(va * vb)
}

const inside = ({ width, height }: Plane, { x, y }: Window): boolean =>
  x >= reach && y >= reach && x < width - reach && y < height - reach

interface Found extends Window {
  readonly value: number
}

const bestOf = (a: Plane, b: Plane, look: { from: Window; around: Window; by: number; hop: number }): Found => {
  const { from, around, by, hop } = look
  let best: Found = { ...around, value: -1 }
  for (let y = around.y - by; y <= around.y + by; y += hop) {
    for (let x = around.x - by; x <= around.x + by; x += hop) {
      if (!inside(b, { x, y })) continue
      const value = likeness(a, b, { from, to: { x, y }, hop })
      if (value > best.value) best = { x, y, value }
    }
  }
  return best
}

const soughtIn = (a: Plane, b: Plane, from: Window): Found => {
  const coarse = bestOf(a, b, { from, around: from, by: search, hop: 2 })
  return bestOf(a, b, { from, around: coarse, by: 1, hop: 1 })
}

const top = (before: number, here: number, after: number): number => {
  const bend = before - 2 * here + after
  return bend < -1e-6 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0
}

/** The place of the best likeness to a fraction of a pixel. */
const finely = (a: Plane, b: Plane, { from, found }: { from: Window; found: Found }): Point => {
  const at = (dx: number, dy: number): number => {
    const to = { x: found.x + dx, y: found.y + dy }
    return inside(b, to) ? likeness(a, b, { from, to, hop: 1 }) : found.value
  }
  return {
    x: found.x + top(at(-1, 0), found.value, at(1, 0)),
    y: found.y + top(at(0, -1), found.value, at(0, 1)),
  }
}

/** What landmarks are looked for in: both pictures' skin, and where the fixed one is usable. */
export interface Seen {
  readonly fixed: Plane
  readonly moving: Plane
  readonly usable: Uint8Array
}

/**
 * Places found in both pictures by correlation, forward and backward, around where `affine` lays them: what a fit's error
 * is measured by. Nothing of the fit's own code or features is used. Px of the working pictures.
 */
export function landmarksOf({ fixed, moving, usable }: Seen, affine: Matrix): Pair[] {
  const back = inverse(affine)
  const laid = seenThrough(moving, back, fixed)
  const landmarks: Pair[] = []
  for (let y = reach + 2; y < fixed.height - reach; y += apart) {
    for (let x = reach + 2; x < fixed.width - reach; x += apart) {
      if (usable[y * fixed.width + x] !== 1) continue
      const there = soughtIn(fixed, laid, { x, y })
      if (there.value < leastLikeness) continue
      const again = soughtIn(laid, fixed, there)
      if (Math.max(Math.abs(again.x - x), Math.abs(again.y - y)) > 1) continue
      const { x: u, y: v } = finely(fixed, laid, { from: { x, y }, found: there })
      landmarks.push({ fixed: { x: x + 0.5, y: y + 0.5 }, moving: apply(back, { x: u + 0.5, y: v + 0.5 }) })
    }
  }
  return landmarks
}
