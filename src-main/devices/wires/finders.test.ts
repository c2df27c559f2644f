import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDevices } from '../index.ts'
import { openFolderFinder } from './folder-list.ts'
import { openHidFinder } from './hid-list.ts'
import { openSerialFinder } from './serial-list.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutis-finders-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('the ways that need no device are ready on this computer, and list what there is without failing', async () => {
  for (const open of [openSerialFinder, openHidFinder, openFolderFinder]) {
    const finder = await open()
    expect(Array.isArray(await finder.list())).toBe(true)
  }
})

test('a card is a folder that holds DCIM; its pictures are listed and read, and the session ends with the source', async () => {
  mkdirSync(join(folder, 'DCIM', '100CUTIS'), { recursive: true })
  writeFileSync(
    join(folder, 'DCIM', '100CUTIS', 'CUT_0001.JPG'),
    Uint8Array.from({ length: 5000 }, (_, at) => at % 256),
  )
  vi.stubEnv('CUTIS_SIM_FOLDERS', folder)
  const devices = openDevices({
    now: () => new Date(),
    log: () => {},
    changed: () => {},
    finders: { folder: () => openFolderFinder() },
  })
  const [card] = await devices.attached()
  expect(card).toMatchObject({ driver: 'dcim', abilities: ['images'], transport: 'folder', state: 'free' })
  const { signal } = new AbortController()
  const source = await devices.openImages(card?.deviceKey ?? '', signal)
  const context = {
    signal,
    progress: () => {},
    now: () => new Date(),
    pause: async (ms: number) => void (await new Promise(done => setTimeout(done, ms))),
  }
  const [face] = await source.list(context)
  expect(face).toMatchObject({ name: 'CUT_0001.JPG', sizeBytes: 5000 })
  expect(await source.read(face!, context)).toHaveLength(5000)
  expect((await devices.attached())[0]?.state).toBe('in-use')
  await source.close()
  expect((await devices.attached())[0]?.state).toBe('free')
  await devices.close()
})

test('a folder that a person named is watched for pictures of any name', async () => {
  writeFileSync(join(folder, 'export from a program.png'), 'x')
  const finder = await openFolderFinder(() => [folder])
  expect(await finder.list()).toContainEqual(expect.objectContaining({ port: folder, driver: 'watched-folder' }))
})

test('a simulated port stands in the list under its driver', async () => {
  vi.stubEnv('CUTIS_SIM_PORTS', '/nowhere/port:nonin')
  const devices = openDevices({
    now: () => new Date(),
    log: () => {},
    changed: () => {},
    finders: { serial: openSerialFinder },
  })
  expect(await devices.attached()).toEqual([
    expect.objectContaining({ port: '/nowhere/port', driver: 'nonin', abilities: ['stored', 'live', 'clock'] }),
  ])
  await devices.close()
})
