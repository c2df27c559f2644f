import { join } from 'node:path'
import { root, run, say } from './run.ts'

/** `npm run check`: types per folder, format, lint, walls, and what nobody uses. Runs all of them, then says what failed. */
const node = (path: string, ...args: string[]) => run(process.execPath, [join(root, 'node_modules', path), ...args])
const folders = [
  'src-shared',
  'src-main',
  'src-preload',
  'src-renderer',
  'src-clinic',
  'src-call',
  'src-patient',
  'build',
  'tests',
]

const checks: readonly (readonly [string, () => Promise<number>])[] = [
  ['types', () => node('typescript-native/bin/tsc', '-b')],
  ['format', () => node('@biomejs/biome/bin/biome', 'ci')],
  ['lint', () => node('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...folders)],
  ['walls', () => node('dependency-cruiser/bin/dependency-cruiser.mjs', '--output-type', 'err', ...folders)],
  ['unused', () => node('knip/bin/knip.js')],
]

const failed: string[] = []
for (const [name, check] of checks) if ((await check()) !== 0) failed.push(name)
say(
  failed.length === 0
    ? 'Everything in order: types, format, lint, walls, unused.'
    : `Not in order: ${failed.join(', ')}.`,
)
process.exit(failed.length === 0 ? 0 : 1)
