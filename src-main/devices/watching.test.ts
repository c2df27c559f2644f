import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Caller } from '../kernel/caller.ts'
import type { Asking } from '../kernel/door.ts'
import { DeviceError } from './errors.ts'
import { type Devices, openDevices } from './index.ts'
import { openFolderFinder } from './wires/folder-list.ts'

const asking = { who: () => ({ name: 'Nurse' }) as Caller } as Asking
let base: string
let devices: Devices
let kept: string[]
const changed = vi.fn<(tags: readonly string[]) => void>()

const watched = {
  list: () => kept,
  add: async (_: Caller, path: string) => {
    await Promise.resolve()
    kept = [...kept, path]
  },
  remove: async (_: Caller, path: string) => {
    kept = kept.filter(one => one !== path)
  },
}
const named = (name: string): string => {
  mkdirSync(join(base, name), { recursive: true })
  return join(base, name)
}
const codeOf = async (path: string): Promise<string> =>
  await Promise.resolve(devices.service.watch({ path }, asking)).then(
    () => 'none',
    (error: unknown) => (error instanceof DeviceError ? error.code : 'untyped'),
  )

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'cutis-watching-')))
  kept = []
  changed.mockClear()
  devices = openDevices({
    now: () => new Date(),
    log: () => {},
    changed,
    watched,
    ownFolder: named('own/data'),
    finders: { folder: () => openFolderFinder(() => kept) },
  })
})
afterEach(async () => {
  await devices.close()
  rmSync(base, { recursive: true, force: true })
})

test('a named folder is in the list of devices at once, its pictures can be taken, and it goes away again', async () => {
  const path = named('exports')
  writeFileSync(join(path, 'lesion 1.jpg'), Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]))
  expect(await codeOf(path)).toBe('none')
  expect(changed.mock.calls).toEqual([[['device']]])
  expect(devices.service.watched(undefined, asking)).toEqual([path])
  const mine = (await devices.attached()).find(({ port }) => port === path)
  expect(mine).toMatchObject({ label: 'exports', driver: 'watched-folder', abilities: ['images'], state: 'free' })
  const { signal } = new AbortController()
  const source = await devices.openImages(mine?.deviceKey ?? '', signal)
  const context = { signal, progress: () => {}, now: () => new Date(), pause: async () => {} }
  expect((await source.list(context)).map(({ name }) => name)).toEqual(['lesion 1.jpg'])
  await source.close()
  await devices.service.unwatch({ path }, asking)
  expect((await devices.attached()).some(({ port }) => port === path)).toBe(false)
  expect(changed.mock.lastCall).toEqual([['device']])
})

test('what is no folder, or not named in full, is refused by name', async () => {
  writeFileSync(join(base, 'file'), 'x')
  for (const path of ['exports', './exports', join(base, 'file'), join(base, 'nowhere'), `${base}\0`, ''])
    expect([path, await codeOf(path)]).toEqual([path, 'devices.folderMissing'])
  expect(kept).toEqual([])
})

test('a whole disk, the own data, what is below and above it, and a link to it are refused', async () => {
  symlinkSync(join(base, 'own', 'data'), join(base, 'link'))
  const refused = [
    '/',
    '/./',
    join(base, 'own', 'data'),
    named('own/data/vault'),
    join(base, 'own'),
    join(base, 'link'),
  ]
  for (const path of refused) expect([path, await codeOf(path)]).toEqual([path, 'devices.folderRefused'])
  expect(await codeOf(named('own/data-of-others'))).toBe('none')
  expect(await codeOf(named('own/..data'))).toBe('none')
})

test('eight at most, also when they are added at once; the same one counts once', async () => {
  const paths = Array.from({ length: 9 }, (_, at) => named(`folder ${at}`))
  const codes = await Promise.all(paths.map(codeOf))
  expect(codes).toEqual([...Array.from({ length: 8 }, () => 'none'), 'devices.foldersFull'])
  expect(await codeOf(`${paths[0]}/`)).toBe('none')
  expect(kept).toEqual(paths.slice(0, 8))
})

test('two folders of one name are told apart by their paths, two long paths by their keys', async () => {
  const deep = 'a'.repeat(100)
  kept = [named('one/Pictures'), named('two/Pictures'), named(`${deep}/${deep}/1`), named(`${deep}/${deep}/2`)]
  const faces = (await devices.attached()).filter(({ port }) => kept.includes(port))
  expect(faces.map(({ label }) => label)).toEqual([kept[0], kept[1], '1', '2'])
  expect(new Set(faces.map(({ deviceKey }) => deviceKey)).size).toBe(4)
  expect(faces.every(({ deviceKey }) => deviceKey.length <= 200)).toBe(true)
})

test('without a place to keep them no folder can be named', async () => {
  const bare = openDevices({ now: () => new Date(), log: () => {}, changed, finders: {} })
  expect(bare.service.watched(undefined, asking)).toEqual([])
  await expect(bare.service.watch({ path: named('exports') }, asking)).rejects.toMatchObject({
    code: 'devices.unsupported',
  })
  await bare.close()
})
