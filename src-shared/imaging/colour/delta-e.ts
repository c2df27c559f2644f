import type { Lab } from './lab.ts'

const degrees = Math.PI / 180
const power7 = 25 ** 7

const hueOf = (a: number, b: number): number => {
  if (a === 0 && b === 0) return 0
  const angle = Math.atan2(b, a) / degrees
  return angle < 0 ? angle + 360 : angle
}

/** How far chroma pulls greys apart: G and RC of the formula share this shape. */
const pull = (chroma: number): number => Math.sqrt(chroma ** 7 / (chroma ** 7 + power7))

/** Difference of two hues, degrees, the short way round; 0 where one of them is grey. */
const turnOf = (from: number, to: number, grey: boolean): number => {
  if (grey) return 0
  const turn = to - from
  return turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn
}

const meanHue = (one: number, other: number, grey: boolean): number => {
  if (grey) return one + other
  if (Math.abs(one - other) <= 180) return (one + other) / 2
  return one + other < 360 ? (one + other + 360) / 2 : (one + other - 360) / 2
}

/** Weight of a hue, T of the formula. */
const hueWeight = (hue: number): number =>
  1 -
  0.17 * Math.cos((hue - 30) * degrees) +
  0.24 * Math.cos(2 * hue * degrees) +
  0.32 * Math.cos((3 * hue + 6) * degrees) -
  0.2 * Math.cos((4 * hue - 63) * degrees)

/** The CIEDE2000 colour difference, all weights 1 (CIE 142-2001; numerics as Sharma, Wu and Dalal 2005 give them). About 1 is just seen. */
export const deltaE2000 = ([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number => {
  const stretch = 1 + 0.5 * (1 - pull((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2))
  const [c1, c2] = [Math.hypot(stretch * a1, b1), Math.hypot(stretch * a2, b2)]
  const [h1, h2] = [hueOf(stretch * a1, b1), hueOf(stretch * a2, b2)]
  const grey = c1 * c2 === 0
  const chroma = (c1 + c2) / 2
  const hue = meanHue(h1, h2, grey)
  const offGrey = ((l1 + l2) / 2 - 50) ** 2
  const light = (l2 - l1) / (1 + (0.015 * offGrey) / Math.sqrt(20 + offGrey))
  const colour = (c2 - c1) / (1 + 0.045 * chroma)
  const turn =
    (2 * Math.sqrt(c1 * c2) * Math.sin((turnOf(h1, h2, grey) / 2) * degrees)) / (1 + 0.015 * chroma * hueWeight(hue))
  const twist = -Math.sin(60 * Math.exp(-(((hue - 275) / 25) ** 2)) * degrees) * 2 * pull(chroma)
  return Math.sqrt(light * light + colour * colour + turn * turn + twist * colour * turn)
}
