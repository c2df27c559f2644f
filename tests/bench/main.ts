import process from 'node:process'
import { parseArgs } from 'node:util'
import { buildIfStale } from '../../build/run.ts'

/** What a bench may be told besides its name. */
export interface BenchOptions {
  /** A folder laid out as the project's picture data (manifest.csv, <split>/images, <split>/masks), and which of its splits. */
  readonly data?: string
  readonly split?: string
  /** A quick look instead of the whole set. */
  readonly few?: boolean
  /** One case by its name, where a bench runs long (`registration`, `outline`, `worklist`). */
  readonly case?: string
}

/** `npm run bench -- NAME… [--data DIR --split NAME] [--few] [--case NAME]`: one JSON line per case. Without a name all of them run. */
const benches = [
  'capture',
  'devices',
  'open-case',
  'outline',
  'registration',
  'review',
  'rules',
  'similar',
  'start',
  'sync',
  'visit',
  'worklist',
] as const
const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, split: { type: 'string' }, few: { type: 'boolean' }, case: { type: 'string' } },
})
const unknown = asked.filter(name => !benches.some(bench => bench === name))
if (unknown.length > 0) {
  process.stderr.write(`No bench named ${unknown.join(', ')}; there are ${benches.join(', ')}.\n`)
  process.exit(1)
}
// An old program would be measured as if it were this one.
if ((await buildIfStale()) !== 0) process.exit(1)
for (const bench of benches) {
  if (asked.length > 0 && !asked.includes(bench)) continue
  const { run } = (await import(`./${bench}.ts`)) as { run: (options: BenchOptions) => Promise<void> }
  await run(values)
}
process.exit(0)
