import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import process from 'node:process'
import sharp from 'sharp'
import { mapPoint } from '../../src-shared/imaging/register/map.ts'
import { type Readied, readied, register, registered, type View } from '../../src-shared/imaging/register/register.ts'
import type { Level, Point, Registration } from '../../src-shared/imaging/register/types.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import type { BenchOptions } from './main.ts'
import { median } from './measure.ts'
import { type Picture, picturesOf } from './outline-data.ts'
import { followUpOf, hardnesses } from './registration/follow-up.ts'

const truthPx = 1024
const limits = { L1: 2, L2: 2, L3: 5 } as const

const loaded = async (picture: string | Buffer, longPx: number): Promise<Pixels> => {
  const { data, info } = await sharp(picture, { failOn: 'none' })
    .autoOrient()
    .resize({ width: longPx, height: longPx, fit: 'inside', kernel: 'cubic' })
    .removeAlpha()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** As the engine hands pictures over: larger than the working size, to which `register` brings them itself. */
const viewOf = async (picture: string | Buffer): Promise<View> => {
  const pixels = await loaded(picture, truthPx)
  return { pixels, widthPx: pixels.width, heightPx: pixels.height }
}

const tell = (name: string, value: number, more: object): void => {
  process.stdout.write(
    `${JSON.stringify({ bench: 'registration', case: name, value: Number(value.toPrecision(4)), ...more })}\n`,
  )
}

/** Mean error over a 7 × 7 grid, of the places both pictures show. */
const gridError = (found: Registration, truth: (point: Point) => Point, level: Level): number => {
  const { widthPx, heightPx } = found.moving
  const errors: number[] = []
  for (let k = 0; k < 49; k++) {
    const at = { x: (((k % 7) + 0.5) * widthPx) / 7, y: ((Math.floor(k / 7) + 0.5) * heightPx) / 7 }
    const should = truth(at)
    if (should.x < 0 || should.y < 0 || should.x > found.fixed.widthPx || should.y > found.fixed.heightPx) continue
    const is = mapPoint(found, at, level)
    errors.push(Math.hypot(is.x - should.x, is.y - should.y))
  }
  return errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length)
}

/** Seconds a pair took: by the clock, and of the processor, which other programs on the machine change less. */
interface Times {
  readonly wall: number[]
  readonly processor: number[]
}

const timed = <T>(times: Times, run: () => T): T => {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const answer = run()
  const { user, system } = process.cpuUsage(before)
  times.wall.push((performance.now() - start) / 1000)
  times.processor.push((user + system) / 1e6)
  return answer
}

/**
 * A refused pair counts as missed. The value is that of the finest level, which overlay and blink show; the affine map alone, which
 * cannot follow bent skin, is told beside it.
 */
async function synthetic(level: keyof typeof limits, pictures: readonly string[], times: Times): Promise<void> {
  const [affine, flow]: [number[], number[]] = [[], []]
  for (const [i, picture] of pictures.entries()) {
    const made = await followUpOf(await loaded(picture, truthPx), hardnesses[level], i + 1)
    const [moving, fixed] = [await viewOf(made.jpeg), await viewOf(picture)]
    const found = timed(times, () => register(moving, fixed))
    const errorAt = (at: Level): number => (found.fit ? gridError(found, made.truth, at) : Number.POSITIVE_INFINITY)
    affine.push(errorAt('affine'))
    flow.push(errorAt('flow'))
  }
  const share = (errors: readonly number[]): number =>
    errors.filter(error => error < limits[level]).length / errors.length
  const refused = affine.filter(error => error === Number.POSITIVE_INFINITY).length
  tell(level, share(flow), {
    beforeFlow: share(affine),
    medianPx: median(flow),
    medianBeforeFlowPx: median(affine),
    limitPx: limits[level],
    refused,
    n: pictures.length,
  })
}

interface Landmarks {
  readonly landmarks: readonly { readonly moving: [number, number]; readonly fixed: [number, number] }[]
}

async function realPair(folder: string): Promise<void> {
  const all = JSON.parse(await readFile(join(folder, 'landmarks.json'), 'utf8')) as Record<string, Landmarks>
  for (const [name, { landmarks }] of Object.entries(all)) {
    const [moving, fixed] = name.split('__').map(id => join(folder, `${id}.jpg`)) as [string, string]
    const found = register(await viewOf(moving), await viewOf(fixed))
    const errorAt = (level: Level): number => {
      if (!found.fit) return Number.NaN
      const errors = landmarks.map(pair => {
        const { x, y } = mapPoint(found, { x: pair.moving[0], y: pair.moving[1] }, level)
        return Math.hypot(x - pair.fixed[0], y - pair.fixed[1])
      })
      return errors.reduce((sum, error) => sum + error, 0) / errors.length
    }
    tell('pair', errorAt('flow'), {
      beforeFlow: errorAt('affine'),
      similarity: errorAt('similarity'),
      inliers: found.inliers,
      own: found.fit?.residual,
    })
  }
}

const rootOf = (data: string | undefined): string =>
  resolve(data ?? process.env['CUTIS_IMAGES'] ?? '../shared/data/derm-images')

type Two = readonly [number, number]

/** Pairs of different pictures: first every two that both hold a ruler, as rulers look alike, then neighbours ever further apart. */
const nonPairs = (pictures: readonly Picture[], most: number): readonly Two[] => {
  const ruled = pictures.flatMap(({ pxPerMm }, i) => (pxPerMm === undefined ? [] : [i]))
  const traps = ruled.flatMap((one, i) => ruled.slice(i + 1).map((other): Two => [one, other]))
  const isTrap = ([one, other]: Two): boolean => ruled.includes(one) && ruled.includes(other)
  const rest = Array.from({ length: pictures.length >> 1 }, (_, hop) =>
    pictures.map((_picture, i): Two => [i, (i + hop + 1) % pictures.length]),
  ).flat()
  return [...traps, ...rest.filter(pair => !isTrap(pair))].slice(0, most)
}

/** Pairs of different lesions, ruler against ruler among them. */
async function falseAccepts(pictures: readonly Picture[], most: number): Promise<void> {
  const views: Readied[] = []
  for (const { path } of pictures) views.push(readied(await viewOf(path)))
  const pairs = nonPairs(pictures, most)
  const accepted: string[] = []
  let mostInliers = 0
  for (const [i, j] of pairs) {
    const found = registered(views[i] as Readied, views[j] as Readied)
    mostInliers = Math.max(mostInliers, found.inliers)
    if (found.verdict === 'accepted') accepted.push(`${pictures[i]?.id} ${pictures[j]?.id}`)
  }
  const ruled = (at: number): boolean => pictures[at]?.pxPerMm !== undefined
  const rulerTraps = pairs.filter(([one, other]) => ruled(one) && ruled(other)).length
  tell('false-accepts', accepted.length, { n: pairs.length, rulerTraps, mostInliers, accepted })
}

type Asked = (name: string) => boolean

async function sets(chosen: readonly Picture[], isAsked: Asked): Promise<void> {
  const times: Times = { wall: [], processor: [] }
  const paths = chosen.map(({ path }) => path)
  for (const level of ['L1', 'L2', 'L3'] as const) if (isAsked(level)) await synthetic(level, paths, times)
  if (times.wall.length === 0) return
  tell('time', median(times.wall), { unit: 's', processor: median(times.processor), n: times.wall.length })
}

/**
 * Registration on made-up follow-ups, the real pair, and pairs that are none. `--few`: 4 pictures a set, 12 non-pairs. `--case`: one of
 * `pair`, `L1`, `L2`, `L3`, `false-accepts`; the time is told of whichever sets ran.
 */
export async function run({ data, split = 'dev', few = false, case: only }: BenchOptions): Promise<void> {
  const root = rootOf(data)
  const folder = join(root, split, 'images')
  if (!existsSync(folder)) {
    process.stdout.write(`${JSON.stringify({ bench: 'registration', notRun: `no pictures at ${folder}` })}\n`)
    return
  }
  const isAsked: Asked = name => only === undefined || only === name
  const all = await picturesOf({ data: root, split })
  const count = Math.min(all.length, few ? 4 : 24)
  const chosen = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as Picture)
  const pairs = join(root, 'pairs')
  if (isAsked('pair') && existsSync(join(pairs, 'landmarks.json'))) await realPair(pairs)
  await sets(chosen, isAsked)
  if (isAsked('false-accepts')) await falseAccepts(few ? chosen : all, few ? 12 : 500)
}
