import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { openOutliner } from '../../src-main/imaging/outline/outliner.ts'
import { classicalOutline } from '../../src-shared/imaging/outline/classical.ts'
import type { Suggestion } from '../../src-shared/imaging/outline/suggestion.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import type { BenchOptions } from './main.ts'
import { type Picture, pictureOf, picturesOf, print } from './outline-data.ts'

/** The expert's mask, grey at the picture's own size; undefined where the folder has none. */
async function maskOf({ id, path }: Picture, { width, height }: Pixels): Promise<Uint8Array | undefined> {
  const folder = join(dirname(dirname(path)), 'masks')
  const file = (await readdir(folder)).find(name => name.startsWith(id))
  if (file === undefined) return undefined
  const fit = { width, height, fit: 'fill', kernel: 'nearest' } as const
  return new Uint8Array(await sharp(join(folder, file)).resize(fit).greyscale().raw().toBuffer())
}

/** A suggestion's ring as a mask, drawn by another program than ours. */
async function drawn(suggestion: Suggestion, { width, height }: Pixels): Promise<Uint8Array> {
  if (!suggestion.found) return new Uint8Array(width * height)
  const points = suggestion.ring.map(({ x, y }) => `${x},${y}`).join(' ')
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%"/><polygon fill="#fff" points="${points}"/></svg>`
  return new Uint8Array(await sharp(Buffer.from(picture)).resize(width, height).greyscale().raw().toBuffer())
}

function jaccard(found: Uint8Array, truth: Uint8Array): number {
  let [both, either] = [0, 0]
  for (const [i, value] of found.entries()) {
    const [one, other] = [value > 127, (truth[i] ?? 0) > 127]
    if (one && other) both++
    if (one || other) either++
  }
  return either === 0 ? 1 : both / either
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const failed = (values: readonly number[]): number => values.filter(value => value < 0.65).length / values.length

/** Cases `jaccard` and `failures`: the shipped model's outlines, as the surveyor makes them, beside experts' masks. */
export async function jaccards(options: BenchOptions): Promise<void> {
  const outliner = await openOutliner()
  const scores: { id: string; group: string; ours: number; classical: number }[] = []
  for (const picture of await picturesOf(options)) {
    const pixels = await pictureOf(picture.path)
    const truth = await maskOf(picture, pixels)
    if (!truth) continue
    const ours = jaccard(await drawn(await outliner.outline(pixels), pixels), truth)
    const classical = jaccard(await drawn(classicalOutline(pixels), pixels), truth)
    scores.push({ id: picture.id, group: picture.group, ours, classical })
  }
  const [ours, classical] = [scores.map(one => one.ours), scores.map(one => one.classical)]
  const groups = Object.entries(Object.groupBy(scores, one => one.group || '-')).map(([group, of = []]) => [
    group,
    Number(mean(of.map(one => one.ours)).toFixed(3)),
  ])
  const both = { n: scores.length, origin: outliner.origin }
  print({ case: 'jaccard', value: mean(ours), unit: 'mean Jaccard', classical: mean(classical), ...both, groups })
  const off = scores.filter(one => one.ours < 0.65).map(({ id, ours: value }) => ({ id, value }))
  print({ case: 'failures', value: failed(ours), unit: 'share below 0.65', classical: failed(classical), ...both, off })
}
