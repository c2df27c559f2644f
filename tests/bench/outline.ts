import type { BenchOptions } from './main.ts'
import { blur } from './outline-blur.ts'
import { jaccards } from './outline-jaccard.ts'
import { rulers } from './outline-ruler.ts'

const cases = [
  [['jaccard', 'failures'], jaccards],
  [['ruler'], rulers],
  [['blur-auc'], blur],
] as const

/** What is measured on real pictures with known answers: the outline, the scale, and the gate at capture. `--case`: one of them. */
export async function run(options: BenchOptions): Promise<void> {
  for (const [names, measure] of cases) {
    if (options.case === undefined || names.some(name => name === options.case)) await measure(options)
  }
}
