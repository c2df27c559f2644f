import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { drivers } from './drivers.ts'
import { udevRulesOf } from './rules.ts'

const file = resolve(import.meta.dirname, '../../build/linux/60-cutis-devices.rules')
const canVerify = spawnSync('udevadm', ['verify', '--help']).status === 0

test('the rules that ship are those of the drivers; CUTIS_WRITE_RULES=1 writes them anew', () => {
  const rules = udevRulesOf(drivers)
  if (process.env['CUTIS_WRITE_RULES'] === '1') writeFileSync(file, rules)
  expect(readFileSync(file, 'utf8')).toBe(rules)
})

test('every rule gives uaccess, serial lines are kept from ModemManager, and no camera is named', () => {
  const rules = udevRulesOf(drivers)
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
  expect(rules.length).toBeGreaterThan(20)
  for (const rule of rules) expect(rule).toContain('TAG+="uaccess"')
  for (const rule of rules.filter(one => one.includes('"tty"'))) expect(rule).toContain('ENV{ID_MM_DEVICE_IGNORE}="1"')
  expect(rules.join('\n')).not.toContain(':0e')
})

test.skipIf(!canVerify)(`udev takes the file${canVerify ? '' : ' (not run: no udevadm verify)'}`, () => {
  const { status, stdout, stderr } = spawnSync('udevadm', ['verify', file], { encoding: 'utf8' })
  expect([status, stdout + stderr]).toEqual([0, expect.any(String)])
})
