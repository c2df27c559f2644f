/**
 * Fits the focus weights of src-shared/imaging/quality.ts: `node tests/pictures/fit-quality.ts`.
 * Real pictures count as good, also with noise; spoilt ones as bad. Six-fold by picture, so none is scored by weights it shaped.
 */
import { type Detail, detailOf } from '../../src-shared/imaging/detail.ts'
import { mostSmear, workingLongPx } from '../../src-shared/imaging/quality.ts'
import { halved } from '../../src-shared/imaging/scale.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import { type Camera, type Harm, spoilt } from './degrade.ts'
import { realPictures, realPicturesAbsent, workingPixels } from './real.ts'

interface Row {
  readonly picture: number
  readonly harm: string
  readonly bad: number
  readonly noise: number
  readonly features: readonly number[]
}

const harms: readonly Harm[] = [
  { kind: 'none' },
  ...[1.5, 2.5, 4].map((sigma): Harm => ({ kind: 'blur', sigma })),
  ...[9, 17].map((lengthPx): Harm => ({ kind: 'motion', lengthPx, angle: 0 })),
]

const featuresOf = ({ fineRatio, middleRatio, noise, smear }: Detail): number[] => [
  fineRatio,
  middleRatio,
  noise,
  Math.min(smear, mostSmear),
]

const nameOf = (harm: Harm): string =>
  `${harm.kind}${'sigma' in harm ? harm.sigma : 'lengthPx' in harm ? harm.lengthPx : ''}`

const rowOf = async (
  pixels: Pixels,
  harm: Harm,
  { picture, noise }: { picture: number; noise: number },
): Promise<Row[]> => {
  const camera: Camera = { noise, quality: 86, seed: picture + 1 }
  const turned = harm.kind === 'motion' ? { ...harm, angle: (picture * 2.4) % Math.PI } : harm
  const seen = await spoilt(pixels, turned, camera)
  const detail = detailOf(halved(seen))
  if (detail === undefined) return []
  return [{ picture, harm: nameOf(harm), bad: harm.kind === 'none' ? 0 : 1, noise, features: featuresOf(detail) }]
}

const rowsOf = async (path: string, picture: number): Promise<Row[]> => {
  const pixels = await workingPixels(path, workingLongPx)
  const rows: Row[] = []
  for (const harm of harms) {
    for (const noise of harm.kind === 'none' ? [0, 2.5, 5] : [0, 4])
      rows.push(...(await rowOf(pixels, harm, { picture, noise })))
  }
  return rows
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
const scoreOf = (weights: readonly number[], features: readonly number[]): number =>
  logistic(weights.reduce((sum, weight, i) => sum + weight * (features[i] ?? 1), 0))

const of = (values: readonly number[], i: number): number => values[i] ?? 0

const descend = (
  flat: readonly number[][],
  { share, bad }: { share: readonly number[]; bad: readonly number[] },
): number[] => {
  const weights = Array.from({ length: (flat[0]?.length ?? 0) + 1 }, () => 0)
  for (let round = 0; round < 6_000; round++) {
    const slope = weights.map(weight => 1e-4 * weight)
    for (const [r, features] of flat.entries()) {
      const error = (scoreOf(weights, features) - of(bad, r)) * of(share, r)
      for (const i of weights.keys()) slope[i] = of(slope, i) + error * (features[i] ?? 1)
    }
    for (const [i, value] of slope.entries()) weights[i] = of(weights, i) - 2 * value
  }
  return weights
}

const column = (rows: readonly Row[], i: number): number[] => rows.map(row => row.features[i] ?? 0)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Logistic regression by plain descent on standardised features, classes weighted alike; weights of the raw features, bias last. */
const fit = (rows: readonly Row[], width = 4): number[] => {
  const centre = Array.from({ length: width }, (_, i) => mean(column(rows, i)))
  const spread = centre.map((middle, i) => Math.sqrt(mean(column(rows, i).map(value => (value - middle) ** 2))))
  const flat = rows.map(row => centre.map((middle, i) => (of(row.features, i) - middle) / of(spread, i)))
  const bad = rows.map(row => row.bad)
  const share = bad.map(label => 0.5 / bad.filter(other => other === label).length)
  const weights = descend(flat, { share, bad })
  const raw = centre.map((_, i) => of(weights, i) / of(spread, i))
  return [...raw, of(weights, width) - raw.reduce((sum, weight, i) => sum + weight * of(centre, i), 0)]
}

/** Chance that a bad one scores above a good one. */
const aucOf = (scored: readonly { bad: number; score: number }[]): number => {
  const [good, bad] = [scored.filter(one => one.bad === 0), scored.filter(one => one.bad === 1)]
  const wins = bad.reduce(
    (sum, b) => sum + good.reduce((won, g) => won + (b.score > g.score ? 1 : b.score === g.score ? 0.5 : 0), 0),
    0,
  )
  return wins / (good.length * bad.length)
}

const report = (rows: readonly Row[]): void => {
  const folds = 6
  const scored = Array.from({ length: folds }, (_, fold) => {
    const weights = fit(rows.filter(row => row.picture % folds !== fold))
    return rows
      .filter(row => row.picture % folds === fold)
      .map(row => ({ ...row, score: scoreOf(weights, row.features) }))
  }).flat()
  const names = [...new Set(rows.map(row => row.harm))].filter(name => name !== 'none')
  const perHarm = Object.fromEntries(
    names.map(name => [name, aucOf(scored.filter(row => row.harm === name || row.bad === 0))]),
  )
  const at = (limit: number) => ({
    limit,
    goodKept:
      1 -
      scored.filter(row => row.bad === 0 && row.score > 1 - limit).length / scored.filter(row => row.bad === 0).length,
    caught: Object.fromEntries(
      names.map(name => [
        name,
        scored.filter(row => row.harm === name && row.score > 1 - limit).length /
          scored.filter(row => row.harm === name).length,
      ]),
    ),
  })
  const line = {
    rows: rows.length,
    auc: aucOf(scored),
    noisy: aucOf(scored.filter(row => row.noise > 0)),
    perHarm,
    at: [0.15, 0.2, 0.3, 0.4, 0.5].map(at),
    weights: fit(rows),
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

if (realPicturesAbsent === undefined) {
  const every = Number(process.argv[2] ?? 1)
  const paths = [...(await realPictures('dev')), ...(await realPictures('native'))].filter((_, i) => i % every === 0)
  const rows: Row[] = []
  for (const [picture, path] of paths.entries()) rows.push(...(await rowsOf(path, picture)))
  report(rows)
} else {
  process.stdout.write(`${realPicturesAbsent}\n`)
}
