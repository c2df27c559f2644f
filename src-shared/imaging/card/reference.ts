import type { Lab } from '../colour/lab.ts'

/**
 * L*a*b* of the 24 patches of the ColorChecker Classic as made since November 2014, D50, 2 degree observer, row by row from dark skin:
 * X-Rite's published values, as given in "New color specifications for ColorChecker SG and Classic Charts".
 */
export const cardLabD50: readonly Lab[] = [
  [37.54, 14.37, 14.92],
  [64.66, 19.27, 17.5],
  [49.32, -3.82, -22.54],
  [43.46, -12.74, 22.72],
  [54.94, 9.61, -24.79],
  [70.48, -32.26, -0.37],
  [62.73, 35.83, 56.5],
  [39.43, 10.75, -45.17],
  [50.57, 48.64, 16.67],
  [30.1, 22.54, -20.87],
  [71.77, -24.13, 58.19],
  [71.51, 18.24, 67.37],
  [28.37, 15.42, -49.8],
  [54.38, -39.72, 32.27],
  [42.43, 51.05, 28.62],
  [81.8, 2.67, 80.41],
  [50.63, 51.28, -14.12],
  [49.57, -29.71, -28.32],
  [95.19, -1.03, 2.93],
  [81.29, -0.57, 0.44],
  [66.89, -0.75, -0.06],
  [50.76, -0.13, 0.14],
  [35.63, -0.46, -0.48],
  [20.64, 0.07, -0.46],
]

const whiteD50 = [0.96422, 1, 0.82521] as const
/** Linear Bradford adaptation of D50 to D65 and the sRGB matrix (IEC 61966-2-1), one after the other. */
const toSrgb = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const

const cubed = (value: number): number => (value ** 3 > 216 / 24389 ? value ** 3 : (116 * value - 16) / (24389 / 27))

/** Linear sRGB light, 0–1, of an L*a*b* under D50; beyond 0–1 where sRGB cannot show it. */
export const lightOfLabD50 = ([lightness, a, b]: Lab): readonly [number, number, number] => {
  const middle = (lightness + 16) / 116
  const xyz = [middle + a / 500, middle, middle - b / 200].map((value, i) => cubed(value) * (whiteD50[i] ?? 1))
  const [red = 0, green = 0, blue = 0] = toSrgb.map(row => row.reduce((sum, part, i) => sum + part * (xyz[i] ?? 0), 0))
  return [red, green, blue]
}

/** The card's patches as linear sRGB light. */
export const cardLight = cardLabD50.map(lightOfLabD50)
