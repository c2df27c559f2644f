import { expect, test } from 'vitest'
import { judge, type Verdict, workingLongPx } from '../../src-shared/imaging/quality.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import { type Harm, spoilt } from './degrade.ts'
import { dermoscopyJpeg } from './draw.ts'
import { realPictures, realPicturesAbsent, workingPixels } from './real.ts'

const enough = { width: 4000, height: 3000 }
const judged = async (pixels: Pixels, harm: Harm, noise: number): Promise<Verdict> =>
  judge(await spoilt(pixels, harm, { noise, quality: 86, seed: 3 }), enough)

const harms: Readonly<Record<string, Harm>> = {
  blur: { kind: 'blur', sigma: 3 },
  motion: { kind: 'motion', lengthPx: 17, angle: 0.6 },
}

test('a drawn picture is kept; the same blurred, moved, dark, bright or glaring is told apart', {
  timeout: 300_000,
}, async () => {
  const pixels = await workingPixels(
    await dermoscopyJpeg({ seed: 1, widthPx: 1024, heightPx: 768, hairs: 4 }),
    workingLongPx,
  )
  const whole = await judged(pixels, { kind: 'none' }, 2)
  expect(whole.verdict).toBe('good')
  const codesOf = async (harm: Harm) => (await judged(pixels, harm, 2)).reasons.map(({ code }) => code)
  expect((await judged(pixels, { kind: 'blur', sigma: 4 }, 2)).measures.focus).toBeLessThan(whole.measures.focus / 2)
  expect(await codesOf({ kind: 'exposure', gain: 0.02 })).toContain('too-dark')
  expect(await codesOf({ kind: 'exposure', gain: 4 })).toContain('too-bright')
  expect(await codesOf({ kind: 'glare', spots: 12 })).toContain('glare')
})

test('real pictures: the good are kept, also noisy; the spoilt are told apart (figures as a JSON line)', {
  timeout: 600_000,
}, async ({ skip }) => {
  skip(realPicturesAbsent !== undefined, realPicturesAbsent)
  const paths = (await realPictures('dev')).filter((_, i) => i % 20 === 3)
  const good: Verdict[] = []
  const bad: Verdict[] = []
  for (const path of paths) {
    const pixels = await workingPixels(path, workingLongPx)
    for (const noise of [0, 3]) good.push(await judged(pixels, { kind: 'none' }, noise))
    for (const harm of Object.values(harms)) bad.push(await judged(pixels, harm, 3))
  }
  const wins = bad.reduce((sum, b) => sum + good.filter(g => g.measures.focus > b.measures.focus).length, 0)
  const line = {
    auc: wins / (good.length * bad.length),
    goodKept: good.filter(({ verdict }) => verdict !== 'retake').length / good.length,
    badTold: bad.filter(({ verdict }) => verdict !== 'good').length / bad.length,
    n: good.length + bad.length,
  }
  process.stdout.write(`${JSON.stringify({ test: 'quality', ...line })}\n`)
  expect(line.auc).toBeGreaterThan(0.9)
  expect(line.goodKept).toBeGreaterThan(0.85)
  expect(line.badTold).toBeGreaterThan(0.8)
})
