import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { LightCommand } from '../../../../src-shared/contract/light.ts'
import type { DeviceError } from '../../errors.ts'
import { uvcHelper } from '../../rig/uvc-helper.ts'
import { lightFamilyOf, type UnitWrite, unitWritesOf } from './commands.ts'
import { type LightNeeds, setLight } from './light.ts'
import { videoNodes } from './video-node.ts'

const hexOf = (writes: readonly UnitWrite[] | undefined): readonly string[] | undefined =>
  writes?.map(({ unit, selector, bytes }) => `${unit} ${selector} ${Buffer.from(bytes).toString('hex')}`)

describe('the bytes', () => {
  const large: readonly (readonly [LightCommand, readonly string[]])[] = [
    [{ kind: 'led', on: false }, ['f2000000000000']],
    [{ kind: 'led', on: true }, ['f2010000000000']],
    [{ kind: 'flexible', on: false }, ['f3000000000000']],
    [{ kind: 'flexible', on: true }, ['f3010000000000']],
    [{ kind: 'quadrants', on: [true, true, true, true] }, ['050f0004006200']],
    [{ kind: 'quadrants', on: [false, false, false, false] }, ['05100004006200']],
    [{ kind: 'quadrants', on: [false, true, true, true] }, ['050e0004006200']],
    [{ kind: 'quadrants', on: [true, false, true, true] }, ['050d0004006200']],
    [{ kind: 'quadrants', on: [true, true, false, true] }, ['050b0004006200']],
    [{ kind: 'quadrants', on: [true, true, true, false] }, ['05070004006200']],
    [{ kind: 'brightness', level: 0 }, ['05000003006200', '05000003006200']],
    [{ kind: 'brightness', level: 6 }, ['05060003006200', '05060003006200']],
    [{ kind: 'auto-exposure', on: true }, ['05000003357810']],
    [{ kind: 'auto-exposure', on: false }, ['05070003357810']],
    [{ kind: 'exposure-target', luma: 0x80 }, ['0580001e3a7810']],
  ]
  test.each(large)('5 megapixels %j', (command, expected) => {
    expect(hexOf(unitWritesOf('5mp', command))).toEqual(expected.map(hex => `4 2 ${hex}`))
  })

  test('1.2 megapixels: light and automatic exposure only', () => {
    const of = (command: LightCommand) => hexOf(unitWritesOf('1.2mp', command))
    expect(of({ kind: 'led', on: true })).toEqual(['4 3 8001f1'])
    expect(of({ kind: 'led', on: false })).toEqual(['4 3 8001f0'])
    expect(of({ kind: 'auto-exposure', on: true })).toEqual(['4 5 4803010380ff'])
    expect(of({ kind: 'auto-exposure', on: false })).toEqual(['4 5 4803010380fe'])
    expect(of({ kind: 'brightness', level: 1 })).toBeUndefined()
  })

  test('no value out of range becomes a byte, and quadrants never say "all off" by another word', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), value => {
        const isLevel = Number.isInteger(value) && value >= 0 && value <= 6
        const isLuma = Number.isInteger(value) && value >= 0 && value <= 255
        expect(unitWritesOf('5mp', { kind: 'brightness', level: value }) !== undefined).toBe(isLevel)
        expect(unitWritesOf('5mp', { kind: 'exposure-target', luma: value }) !== undefined).toBe(isLuma)
      }),
    )
    const bit = fc.boolean()
    fc.assert(
      fc.property(fc.tuple(bit, bit, bit, bit), on => {
        const [write] = unitWritesOf('5mp', { kind: 'quadrants', on }) ?? []
        expect(write?.bytes).toHaveLength(7)
        expect(write?.bytes[1]).not.toBe(0)
      }),
    )
  })

  test('only models whose protocol is published', () => {
    expect([lightFamilyOf(0xa168, 0x0980), lightFamilyOf(0xa168, 0x0870)]).toEqual(['5mp', '1.2mp'])
    expect([lightFamilyOf(0xa168, 0x1234), lightFamilyOf(0x046d, 0x0980)]).toEqual([undefined, undefined])
  })
})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'cutis-video-'))
  folders.push(made)
  return made
}

test('cameras by what the kernel says of them; metadata nodes and others are left out', async () => {
  const root = folder()
  const put = (name: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(join(root, name), { recursive: true })
    for (const [file, said] of Object.entries(files)) writeFileSync(join(root, name, file), said)
  }
  put('usb/1-1', { idVendor: 'a168\n', idProduct: '0980\n', serial: 'S7\n' })
  put('usb/1-1/1-1:1.0', {})
  put('class/video0', { index: '0\n' })
  put('class/video1', { index: '1\n' })
  put('class/video2', { index: '0\n' })
  for (const name of ['video0', 'video1'])
    symlinkSync(join(root, 'usb/1-1/1-1:1.0'), join(root, 'class', name, 'device'))
  expect(await videoNodes(join(root, 'class'))).toEqual([
    { path: '/dev/video0', vendorId: 0xa168, productId: 0x0980, serial: 'S7' },
  ])
  expect(await videoNodes(join(root, 'nowhere'))).toEqual([])
})

describe('setting the light', () => {
  const camera = { vendorId: 0xa168, productId: 0x0980 }
  const node = { ...camera, path: '/dev/video0', serial: 'S7' }
  const command = { kind: 'brightness', level: 3 } as const
  const { signal } = new AbortController()
  const ran: (readonly string[])[] = []
  const needs = (more: Partial<LightNeeds> = {}): LightNeeds => ({
    platform: 'linux',
    helper: '/helper',
    nodes: async () => [node],
    run: async (_program, args) => {
      ran.push(args)
      return 0
    },
    pause: async () => {},
    ...more,
  })
  afterEach(() => ran.splice(0))
  const answered = async (more: Partial<LightNeeds>, asked = { camera, command: command as LightCommand }) => {
    const answer = await setLight(needs(more), asked, signal)
    return answer.state === 'set' ? 'set' : answer.why
  }

  test('the node of that camera, its unit, selector and bytes, twice where it needs twice', async () => {
    expect(await answered({})).toBe('set')
    const args = ['/dev/video0', '4', '2', '05030003006200']
    expect(ran).toEqual([args, args])
  })

  test('what cannot be done is said with its reason, and nothing is sent', async () => {
    expect(await answered({ platform: 'win32' })).toBe('platform')
    expect(await answered({}, { camera: { ...camera, productId: 1 }, command })).toBe('model')
    expect(await answered({}, { camera, command: { kind: 'brightness', level: 7 } })).toBe('command')
    expect(await answered({ helper: undefined })).toBe('helper')
    expect(await answered({ nodes: async () => [] })).toBe('not-there')
    expect(await answered({ nodes: async () => [node, { ...node, path: '/dev/video2' }] })).toBe('ambiguous')
    expect(ran).toEqual([])
  })

  test.each([
    [2, 'helper'],
    [3, 'not-there'],
    [4, 'not-there'],
    [5, 'length'],
    [6, 'devices.stalled'],
    [7, 'devices.permission'],
    [8, 'devices.gone'],
  ])('the helper ends with %i', async (code, expected) => {
    const told = await answered({ run: async () => code }).catch((error: unknown) => (error as DeviceError).code)
    expect(told).toBe(expected)
  })

  test('a helper that is not there is no helper', async () => {
    const { run: _, ...own } = needs({ helper: join(folder(), 'nothing') })
    expect(await setLight(own, { camera, command }, signal)).toEqual({ state: 'unsupported', why: 'helper' })
  })
})

const helper = uvcHelper()
describe.skipIf(helper === undefined)(helper ? 'the helper program' : 'not run: no compiler or not Linux', () => {
  const exit = (...args: readonly string[]): number | null => spawnSync(helper ?? '', args).status

  test('refuses arguments that are not exactly a device, a unit, a selector and bytes', () => {
    for (const args of [
      [],
      ['/dev/video0', '4', '2'],
      ['/dev/video0', '4', '2', 'f200', 'more'],
      ['video0', '4', '2', 'f200'],
      ['/dev/video0', '0', '2', 'f200'],
      ['/dev/video0', '256', '2', 'f200'],
      ['/dev/video0', '4', '-1', 'f200'],
      ['/dev/video0', '4', '2x', 'f200'],
      ['/dev/video0', '4', ' 2', 'f200'],
      ['/dev/video0', '4', '2', ''],
      ['/dev/video0', '4', '2', 'f20'],
      ['/dev/video0', '4', '2', 'F200'],
      ['/dev/video0', '4', '2', 'zz'],
      ['/dev/video0', '4', '2', '00'.repeat(33)],
    ])
      expect(exit(...args), args.join(' ')).toBe(2)
  })

  test('refuses what is no camera, also behind a link, and leaves it as it was', () => {
    const place = folder()
    writeFileSync(join(place, 'file'), 'as it was')
    symlinkSync(join(place, 'file'), join(place, 'link'))
    expect(exit(join(place, 'file'), '4', '2', 'f200')).toBe(3)
    expect(exit(join(place, 'link'), '4', '2', 'f200')).toBe(3)
    expect(exit('/dev/null', '4', '2', 'f200')).toBe(3)
    expect(exit(join(place, 'nothing'), '4', '2', 'f200')).toBe(8)
  })
})
