import { nativeDistances } from '../../src-main/imaging/nearest.ts'
import { describedDimensions } from '../../src-shared/imaging/similar/describe.ts'
import { type Distances, distances, nearestOf } from '../../src-shared/imaging/similar/nearest.ts'
import { report, sideBySide, timed } from './measure.ts'

const pictures = 100_000
const wanted = 10

/** A generator with a seed: the same pictures in every run. */
function floatsFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What anybody would write first: one sum, and all rows sorted. The order it gives is the truth for the others. */
function plainly(rows: Float32Array, query: Float32Array): number[] {
  const squared = Array.from({ length: pictures }, (_, row) => {
    let sum = 0
    for (let i = 0; i < describedDimensions; i++) sum += (rows[row * describedDimensions + i]! - query[i]!) ** 2
    return [row, sum] as const
  })
  return squared.toSorted((a, b) => a[1] - b[1]).map(([row]) => row)
}

/** Search among 100,000 descriptions of 256 numbers, ten nearest, exact: our kernels beside the plain way. */
export async function run(): Promise<void> {
  const next = floatsFrom(20_261_125)
  const rows = Float32Array.from({ length: pictures * describedDimensions }, next)
  const query = Float32Array.from({ length: describedDimensions }, next)
  const into = new Float32Array(pictures)
  const truth = plainly(rows, query).slice(0, wanted)
  const native = nativeDistances()
  const kernels: readonly (readonly [string, Distances | undefined])[] = [
    ['native', native],
    ['fallback', distances],
  ]
  for (const [name, kernel] of kernels) {
    if (!kernel) {
      process.stdout.write('similar native: not run: the native kernel is not built (npm run build:native)\n')
      continue
    }
    const search = () => {
      kernel(rows, query, into)
      return nearestOf(into, wanted)
    }
    const same = search().every(({ row }, at) => row === truth[at])
    const { ours, peer } = await sideBySide(
      { ours: () => timed(async () => search()), peer: () => timed(async () => plainly(rows, query)) },
      9,
    )
    report({ bench: 'similar', case: name, value: ours, unit: 'ms', peer, better: 'lower', n: 9 })
    report({ bench: 'similar', case: `${name}-exact`, value: same ? 1 : 0, unit: '1', peer: 1, better: 'higher', n: 1 })
  }
}
