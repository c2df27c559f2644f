import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const folders = [
  'src-shared',
  'src-main',
  'src-preload',
  'src-renderer',
  'src-clinic',
  'src-call',
  'src-patient',
  'tests',
  'build',
]

/** One planted violation of every wall: the rule that must name it, the file, and the line that breaks it. */
const planted: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['no-circles', 'src-main/records/planted-a.ts', "import { b } from './planted-b.ts'; export const a = () => b"],
  ['shared-is-pure', 'src-shared/planted.ts', "import fs from 'node:fs'; export const x = fs"],
  [
    'electron-stays-in-its-shell',
    'src-main/vault/planted.ts',
    "import { safeStorage } from 'electron'; export const x = safeStorage",
  ],
  [
    'rooms-never-reach-electron',
    'src-main/records/planted-reach.ts',
    "import { x } from '../vault/planted.ts'; export const y = x",
  ],
  [
    'rooms-never-reach-a-shell',
    'src-main/access/planted.ts',
    "import { menuTemplate } from '../shell-electron/menu.ts'; export const x = menuTemplate",
  ],
  [
    'enter-by-the-front-door',
    'src-main/capture/planted.ts',
    "import { recordStore } from '../records/store.ts'; export const x = recordStore",
  ],
  [
    'house-enters-by-the-front-door',
    'src-main/workstation.ts',
    "import { vaultStore } from './vault/store.ts'; export const x = vaultStore",
  ],
  [
    'foundations-lean-on-nothing',
    'src-main/vault/planted-lean.ts',
    "import { openRecords } from '../records/index.ts'; export const x = openRecords",
  ],
  [
    'nobody-leans-on-sync',
    'src-main/records/planted-sync.ts',
    "import { openSync } from '../sync/index.ts'; export const x = openSync",
  ],
  [
    'kernel-leans-on-none',
    'src-main/kernel/planted.ts',
    "import { openVault } from '../vault/index.ts'; export const x = openVault",
  ],
  [
    'stores-hold-only-sql',
    'src-main/capture/planted-store.ts',
    "import { openRecords } from '../records/index.ts'; export const x = openRecords",
  ],
  [
    'calls-know-nobody',
    'src-call/planted.ts',
    "import { useGoTo } from '../src-renderer/ui/index.ts'; export const x = useGoTo",
  ],
  [
    'patients-see-the-protocol-only',
    'src-patient/planted.ts',
    "import { faults } from '../src-shared/faults.ts'; export const x = faults",
  ],
  ['sqlite-in-the-vault', 'src-main/records/planted-sqlite.ts', "import D from 'better-sqlite3'; export const x = D"],
  [
    'glass-has-no-engine',
    'src-renderer/link/planted.ts',
    "import type { Caller } from '../../src-main/kernel/caller.ts'; export type X = Caller",
  ],
  ['glass-has-no-node', 'src-renderer/link/planted-node.ts', "import path from 'node:path'; export const x = path"],
  [
    'glass-knows-the-contract-by-type',
    'src-renderer/link/planted-contract.ts',
    "import { contract } from '../../src-shared/contract/index.ts'; export const x = contract",
  ],
  [
    'screens-are-neighbours',
    'src-renderer/patients/planted.ts',
    "import * as x from '../capture/planted-target.ts'; export { x }",
  ],
  [
    'preload-carries-types-only',
    'src-preload/planted.ts',
    "import { faults } from '../src-shared/faults.ts'; export const x = faults",
  ],
  [
    'clinic-is-somebody-elses-product',
    'src-clinic/planted.ts',
    "import { faults } from '../src-shared/faults.ts'; export const x = faults",
  ],
  [
    'workstation-meets-the-clinic-over-http',
    'src-main/access/planted-clinic.ts',
    "import { x } from '../../src-clinic/planted.ts'; export const y = x",
  ],
  ['nothing-ships-from-tests', 'src-main/capture/planted-test.ts', "import '../../tests/walls/walls.test.ts'"],
]
const companions: readonly (readonly [file: string, text: string])[] = [
  ['src-main/records/planted-b.ts', "import { a } from './planted-a.ts'; export const b = () => a"],
  ['src-renderer/capture/planted-target.ts', 'export const target = 1'],
]

let copy: string
let named: readonly { rule: string; from: string }[]

/** The violations dependency-cruiser names in a tree, as rule and file. */
function cruise(folder: string): readonly { rule: string; from: string }[] {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const { stdout } = spawnSync(process.execPath, [bin, '--output-type', 'json', ...folders], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'cutis-walls-'))
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders, '*.json', '*.cjs'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of tracked.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const [file, text] of [...planted.map(([, file, line]) => [file, line] as const), ...companions]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    writeFileSync(join(copy, file), `${text}\n`)
  }
  named = cruise(copy)
}, 120_000)

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test.each(planted)('%s is named in %s', (rule, file) => {
  expect(named).toContainEqual({ rule, from: file })
})

test('every wall has its planted violation', () => {
  const config = JSON.parse(
    execFileSync(
      process.execPath,
      ['-p', "JSON.stringify(require('./.dependency-cruiser.cjs').forbidden.map(r => r.name))"],
      { cwd: root, encoding: 'utf8' },
    ),
  ) as string[]
  // No cable library is a dependency yet: its wall gets its violation with the devices.
  expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(config.filter(name => name !== 'cables-in-wires')))
})

test('the house itself breaks none', () => {
  const files = new Set([...planted.map(([, file]) => file), ...companions.map(([file]) => file)])
  expect(named.filter(({ from }) => !files.has(from))).toEqual([])
})
