import { blend, type Canvas, type Colour, canvasOf, developed, linear } from './draw/canvas.ts'
import { ramp, randomFrom } from './draw/noise.ts'
import type { Tone } from './draw/skin.ts'
import type { Pixels } from './verdict.ts'

/** A drawn stand-in for a patient's photograph: plainly a drawing, nobody's likeness. */
export interface Portrait {
  readonly seed: number
  readonly tone: Tone
  readonly sizePx: number
  /** Years; hair greys with it. */
  readonly age?: number
  readonly hair?: 'short' | 'long' | 'none'
}

const skins: Readonly<Record<Tone, Colour>> = {
  1: [240, 210, 194],
  2: [230, 190, 166],
  3: [212, 168, 138],
  4: [180, 132, 100],
  5: [140, 98, 74],
  6: [102, 70, 56],
}
const hairs: readonly Colour[] = [
  [38, 30, 28],
  [62, 44, 34],
  [96, 66, 44],
  [150, 112, 70],
  [112, 58, 38],
]
const clothes: readonly Colour[] = [
  [74, 98, 122],
  [96, 110, 92],
  [128, 92, 88],
  [92, 88, 116],
  [84, 104, 108],
  [140, 120, 92],
]
const walls: readonly Colour[] = [
  [214, 219, 222],
  [220, 216, 210],
  [208, 216, 212],
  [216, 212, 220],
]

/** Signed distance-like value of an ellipse: negative inside, in shares of its size. */
interface Oval {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
}

const within = ({ x, y, rx, ry }: Oval, px: number, py: number): number => {
  const [across, down] = [(px - x) / rx, (py - y) / ry]
  return (1 - Math.sqrt(across * across + down * down)) * Math.min(rx, ry)
}

type Shape = (x: number, y: number) => number

const oval =
  (x: number, y: number, [rx, ry]: readonly [number, number]): Shape =>
  (px, py) =>
    within({ x, y, rx, ry }, px, py)
const both =
  (a: Shape, b: Shape): Shape =>
  (x, y) =>
    Math.min(a(x, y), b(x, y))
const either =
  (a: Shape, b: Shape): Shape =>
  (x, y) =>
    Math.max(a(x, y), b(x, y))
const without =
  (a: Shape, b: Shape): Shape =>
  (x, y) =>
    Math.min(a(x, y), -b(x, y))
const mirrored =
  (shape: Shape): Shape =>
  (x, y) =>
    shape(Math.abs(x), y)
const belowLine =
  (line: number): Shape =>
  (_, y) =>
    y - line

interface Layer {
  readonly shape: Shape
  readonly colour: Colour
  readonly cover?: number
  /** Nothing is laid outside it. */
  readonly clip?: Shape
  /** Width of the soft edge, in shares of the picture. */
  readonly soft?: number
}

/** Lays one shape over the picture; coordinates run from −0.5 to 0.5, y down. */
const lay = (canvas: Canvas, { shape, colour, clip, cover = 1, soft = 0.004 }: Layer): void => {
  const { width } = canvas
  const shown = linear(colour)
  for (let at = 0; at < width * width; at++) {
    const [x, y] = [(at % width) / width - 0.5, Math.floor(at / width) / width - 0.5]
    const inside = ramp(-soft, soft, shape(x, y)) * (clip === undefined ? 1 : ramp(-0.003, 0.003, clip(x, y)))
    if (inside > 0) blend(canvas, at, { colour: shown, cover: inside * cover })
  }
}

const darker = ([red, green, blue]: Colour, by: number): Colour => [red * by, green * by * 0.96, blue * by * 0.94]

const head = oval(0, -0.06, [0.172, 0.222])
const shoulders = oval(0, 0.58, [0.42, 0.34])
const neck = either(both(oval(0, 0.14, [0.072, 0.24]), belowLine(0)), oval(0, 0.235, [0.092, 0.055]))
// Hair is thicker above than at the sides and stops above the ears.
const cap = without(
  both(oval(0, -0.095, [0.184, 0.218]), (_, y) => -0.045 - y),
  oval(0.02, 0.03, [0.168, 0.205]),
)

const hairLayers = (style: Portrait['hair'], colour: Colour): { behind: Layer[]; before: Layer[] } => {
  if (style === 'none') return { behind: [], before: [] }
  const long = either(oval(0, -0.06, [0.235, 0.265]), both(oval(0, 0.16, [0.245, 0.3]), belowLine(0)))
  const fringe = without(
    oval(0, -0.1, [0.2, 0.215]),
    either(oval(0.06, 0.02, [0.15, 0.19]), oval(0, 0.09, [0.165, 0.25])),
  )
  return {
    behind: style === 'long' ? [{ shape: long, colour: darker(colour, 0.82) }] : [],
    before: [{ shape: style === 'long' ? fringe : cap, colour }],
  }
}

const faceLayers = (skin: Colour, brow: Colour): Layer[] => [
  { shape: mirrored(oval(0.178, -0.04, [0.026, 0.048])), colour: darker(skin, 0.9) },
  { shape: head, colour: skin },
  { shape: oval(0.2, -0.02, [0.15, 0.3]), clip: head, colour: darker(skin, 0.84), cover: 0.4, soft: 0.06 },
  {
    shape: mirrored(oval(0.092, 0.02, [0.05, 0.036])),
    colour: [skin[0], skin[1] * 0.68, skin[2] * 0.66],
    cover: 0.22,
    soft: 0.03,
  },
  { shape: mirrored(oval(0.066, -0.062, [0.019, 0.0115])), colour: [244, 242, 238] },
  { shape: mirrored(oval(0.066, -0.062, [0.0105, 0.0115])), colour: [56, 44, 38] },
  {
    shape: mirrored(without(oval(0.066, -0.066, [0.023, 0.016]), oval(0.066, -0.06, [0.023, 0.0145]))),
    colour: darker(skin, 0.45),
    cover: 0.8,
    soft: 0.002,
  },
  {
    shape: mirrored(without(oval(0.066, -0.093, [0.034, 0.017]), oval(0.066, -0.084, [0.042, 0.017]))),
    colour: brow,
    cover: 0.75,
  },
  {
    shape: without(oval(0, 0.006, [0.024, 0.026]), oval(0, -0.006, [0.03, 0.028])),
    colour: darker(skin, 0.66),
    cover: 0.65,
  },
  {
    shape: without(oval(0, 0.062, [0.05, 0.02]), oval(0, 0.05, [0.06, 0.02])),
    colour: darker([skin[0], skin[1] * 0.72, skin[2] * 0.7], 0.82),
    cover: 0.85,
  },
]

/** Draws a plain portrait, square. */
export const drawPortrait = ({ seed, tone, sizePx, age = 40, hair }: Portrait): Pixels => {
  const canvas = canvasOf(sizePx, sizePx)
  const random = randomFrom(seed, 3)
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[], fallback: T): T =>
    list[Math.floor(random() * list.length)] ?? fallback
  const skin = skins[tone]
  const natural = tone >= 4 ? (hairs[0] ?? skin) : pick(hairs, skin)
  const grey = ramp(42, 74, age + 14 * (random() - 0.5))
  const colour: Colour = [
    natural[0] + (186 - natural[0]) * grey,
    natural[1] + (184 - natural[1]) * grey,
    natural[2] + (182 - natural[2]) * grey,
  ]
  const shirt = pick(clothes, skin)
  const style = hair ?? (random() < 0.5 ? 'short' : 'long')
  const { behind, before } = hairLayers(style, colour)
  const layers: Layer[] = [
    { shape: () => 1, colour: pick(walls, skin) },
    { shape: oval(0, -0.1, [0.75, 0.7]), colour: [236, 238, 240], cover: 0.5, soft: 0.3 },
    ...behind,
    { shape: shoulders, colour: shirt },
    { shape: oval(0.34, 0.6, [0.3, 0.4]), clip: shoulders, colour: darker(shirt, 0.72), cover: 0.45, soft: 0.12 },
    { shape: oval(0, 0.255, [0.108, 0.07]), colour: darker(shirt, 0.8) },
    { shape: neck, colour: darker(skin, 0.93) },
    { shape: oval(0, 0.11, [0.16, 0.1]), clip: neck, colour: darker(skin, 0.7), cover: 0.55, soft: 0.04 },
    ...faceLayers(skin, darker(natural, 0.9)),
    ...before,
  ]
  for (const layer of layers) lay(canvas, layer)
  return developed(canvas, random, 0.8)
}
