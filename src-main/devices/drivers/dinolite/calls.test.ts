import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openDevices } from '../../index.ts'
import { helperProgram } from './helper.ts'
import type { LightNeeds } from './index.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'cutis-light-'))
  folders.push(made)
  return made
}
const program = (path: string): string => {
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

const camera = { vendorId: 0xa168, productId: 0x0980 }
const asking = (signal?: AbortSignal) => ({ signal }) as never

function opened(light: Partial<LightNeeds>) {
  const ran: string[] = []
  const devices = openDevices({
    now: () => new Date(0),
    log: () => {},
    changed: () => {},
    drivers: [],
    finders: {},
    light: {
      platform: 'linux',
      helper: '/helper',
      nodes: async () => [{ ...camera, path: '/dev/video0' }],
      run: async (_, args) => {
        ran.push(`${args.join(' ')} begun`)
        await new Promise(resolve => setTimeout(resolve, 5))
        ran.push('ended')
        return 0
      },
      pause: async () => {},
      ...light,
    },
  })
  return { devices, ran }
}

test('what each family takes, without running anything', async () => {
  const { devices, ran } = opened({})
  expect(await devices.service.light(camera, asking())).toEqual({
    state: 'ready',
    commands: ['led', 'flexible', 'quadrants', 'brightness', 'auto-exposure', 'exposure-target'],
  })
  expect(ran).toEqual([])
  await devices.close()
  const small = { vendorId: 0xa168, productId: 0x0870 }
  const other = opened({ nodes: async () => [{ ...small, path: '/dev/video0' }] })
  expect(await other.devices.service.light(small, asking())).toEqual({
    state: 'ready',
    commands: ['led', 'auto-exposure'],
  })
  await other.devices.close()
})

test.each([
  ['helper', { helper: undefined }],
  ['platform', { platform: 'darwin' }],
  ['not-there', { nodes: async () => [] }],
] as const)('the offer and the command say the same: %s', async (why, light) => {
  const { devices, ran } = opened(light)
  const no = { state: 'unsupported', why }
  expect(await devices.service.light(camera, asking())).toEqual(no)
  const command = { kind: 'led', on: true } as const
  expect(await devices.service.setLight({ ...camera, command }, asking())).toEqual(no)
  expect(ran).toEqual([])
  await devices.close()
})

test('two commands at once are one after the other, and a failure does not hold up the next', async () => {
  const codes = [7, 0]
  const { devices, ran } = opened({})
  const set = async (on: boolean) =>
    await devices.service.setLight({ ...camera, command: { kind: 'led', on } }, asking())
  expect(await Promise.all([set(true), set(false)])).toEqual([{ state: 'set' }, { state: 'set' }])
  expect(ran).toEqual([
    '/dev/video0 4 2 f2010000000000 begun',
    'ended',
    '/dev/video0 4 2 f2000000000000 begun',
    'ended',
  ])
  await devices.close()
  const failing = opened({ run: async () => codes.shift() ?? 0 }).devices
  const command = { kind: 'led', on: true } as const
  const [first, second] = await Promise.allSettled([
    failing.service.setLight({ ...camera, command }, asking()),
    failing.service.setLight({ ...camera, command }, asking()),
  ])
  expect(first).toMatchObject({ reason: { code: 'devices.permission' } })
  expect(second).toMatchObject({ value: { state: 'set' } })
  await failing.close()
})

test('nothing is sent any more once the engine closes', async () => {
  const { devices, ran } = opened({})
  await devices.close()
  const command = { kind: 'led', on: true } as const
  const asked = (async () => await devices.service.setLight({ ...camera, command }, asking()))()
  await expect(asked).rejects.toMatchObject({ code: 'devices.cancelled' })
  expect(ran).toEqual([])
})

describe.skipIf(process.platform === 'win32')('the helper program is found', () => {
  test('where the variable names it, and nowhere else then', () => {
    const path = program(join(folder(), 'uvc'))
    expect(helperProgram(path)).toBe(path)
    expect(helperProgram(join(folder(), 'nothing'))).toBeUndefined()
    expect(helperProgram(folder())).toBeUndefined()
  })

  test('beside the build, in the nearest package and in none further out', () => {
    const outer = folder()
    const inner = join(outer, 'inner')
    const built = join(inner, 'out/main/chunks')
    mkdirSync(built, { recursive: true })
    for (const root of [outer, inner]) mkdirSync(join(root, 'native/uvc-control'), { recursive: true })
    writeFileSync(join(outer, 'package.json'), '{}')
    writeFileSync(join(inner, 'package.json'), '{}')
    program(join(outer, 'native/uvc-control/uvc-control'))
    expect(helperProgram('', built)).toBeUndefined()
    const own = program(join(inner, 'native/uvc-control/uvc-control'))
    expect(helperProgram('', built)).toBe(own)
    chmodSync(own, 0o644)
    expect(helperProgram('', built)).toBeUndefined()
  })
})
