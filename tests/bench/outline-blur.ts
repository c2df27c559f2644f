import { judge, type Verdict, workingLongPx } from '../../src-shared/imaging/quality.ts'
import { type Harm, spoilt } from '../pictures/degrade.ts'
import { workingPixels } from '../pictures/real.ts'
import type { BenchOptions } from './main.ts'
import { picturesOf, print } from './outline-data.ts'

/** As large as the gate asks for: size is not what is tested here. */
const enough = { width: 4000, height: 3000 }
const sigmas = [1.5, 2.5, 4] as const

const judged = async (path: string, harm: Harm, [noise, seed]: readonly [number, number]): Promise<Verdict> => {
  const pixels = await workingPixels(path, workingLongPx)
  return judge(await spoilt(pixels, harm, { noise, quality: 86, seed }), enough)
}

/** Chance that a bad one is less crisp than a good one. */
const aucOf = (good: readonly number[], bad: readonly number[]): number => {
  const wins = bad.reduce((sum, b) => sum + good.reduce((won, g) => won + (g > b ? 1 : g === b ? 0.5 : 0), 0), 0)
  return wins / (good.length * bad.length)
}

const focusOf = ({ measures }: Verdict): number => measures.focus
const isRetake = ({ verdict }: Verdict): boolean => verdict === 'retake'

/**
 * Case `blur-auc`: how well focus tells blurred pictures (sigma 1.5, 2.5 and 4 px at 1024, then sensor noise, then JPEG) from the same
 * unblurred with and without noise, and the share of the unblurred that the whole gate keeps. Pictures under 1000 px are left out:
 * what they show is not what a camera delivered.
 */
export async function blur(options: BenchOptions): Promise<void> {
  const good: Verdict[] = []
  const bad: Record<string, Verdict[]> = {}
  for (const [index, { path }] of (await picturesOf(options)).entries()) {
    const { width, height } = await workingPixels(path, workingLongPx)
    if (Math.max(width, height) < 1000) continue
    for (const noise of [0, 3]) good.push(await judged(path, { kind: 'none' }, [noise, index + 1]))
    for (const sigma of sigmas) (bad[sigma] ??= []).push(await judged(path, { kind: 'blur', sigma }, [3, index + 1]))
  }
  const all = Object.values(bad).flat()
  const crisp = good.map(focusOf)
  const auc = (verdicts: readonly Verdict[]): number => aucOf(crisp, verdicts.map(focusOf))
  print({
    case: 'blur-auc',
    value: auc(all),
    unit: 'AUC',
    n: good.length + all.length,
    kept: 1 - good.filter(isRetake).length / good.length,
    keptUnwarned: good.filter(({ verdict }) => verdict === 'good').length / good.length,
    told: all.filter(({ verdict }) => verdict !== 'good').length / all.length,
    refused: all.filter(isRetake).length / all.length,
    bySigma: Object.fromEntries(Object.entries(bad).map(([sigma, verdicts]) => [sigma, auc(verdicts)])),
    goodReasons: tally(good),
  })
}

/** How often each reason was given. */
const tally = (verdicts: readonly Verdict[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { reasons } of verdicts) {
    for (const { code, weight } of reasons) counts[`${code} ${weight}`] = (counts[`${code} ${weight}`] ?? 0) + 1
  }
  return counts
}
