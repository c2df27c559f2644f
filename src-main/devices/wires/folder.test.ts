import { spawnSync } from 'node:child_process'
import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DeviceError } from '../errors.ts'
import { type Card, openCard } from '../rig/volume.ts'
import { openFolderWire } from './folder.ts'
import { removableVolumes, volumesOf } from './volumes.ts'

const wait = { timeoutMs: 5000, signal: new AbortController().signal }
const photo = Uint8Array.from({ length: 5000 }, (_, at) => at & 255)
const name = 'DCIM/100CUTIS/IMG_0001.JPG'
const cards: Card[] = []
afterEach(() => Promise.all(cards.splice(0).map(card => card.pull())))

const cardWith = async (images: Readonly<Record<string, Uint8Array>> = { [name]: photo }): Promise<Card> => {
  const card = await openCard(images)
  cards.push(card)
  return card
}

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (error: unknown) => (error instanceof DeviceError ? error.code : `untyped ${String(error)}`),
  )

test('lists plain files and reads any part of them', async () => {
  const wire = await openFolderWire((await cardWith()).path, wait)
  const face = (await wire.files(wait)).find(({ path }) => path === name)
  expect(face?.sizeBytes).toBe(5000)
  expect(await wire.read(name, { start: 100, endExclusive: 130 }, wait)).toEqual(photo.slice(100, 130))
})

test('links, pipes and names that climb are neither listed nor followed', async () => {
  const card = await cardWith()
  const outside = await cardWith()
  await symlink(join(outside.path, name), join(card.path, 'DCIM/100CUTIS/IMG_0002.JPG'))
  await symlink(join(outside.path, 'DCIM'), join(card.path, 'LINKED'))
  spawnSync('mkfifo', [join(card.path, 'DCIM/100CUTIS/IMG_0003.JPG')])
  const wire = await openFolderWire(card.path, wait)
  const paths = (await wire.files(wait)).map(({ path }) => path)
  expect(paths.filter(path => /IMG_000[23]|LINKED/.test(path))).toEqual([])
  const range = { start: 0, endExclusive: 1 }
  for (const path of [
    'DCIM/100CUTIS/IMG_0002.JPG',
    'LINKED/100CUTIS/IMG_0001.JPG',
    `../${outside.path.split('/').at(-1)}/${name}`,
    join(outside.path, name),
    'DCIM/../DCIM/100CUTIS/IMG_0001.JPG',
    'DCIM\\100CUTIS\\IMG_0001.JPG',
    'DCIM/100CUTIS/IMG_0001.JPG\0',
    '',
  ])
    expect([path, await codeOf(wire.read(path, range, wait))]).toEqual([path, 'devices.unsupported'])
  expect(await codeOf(wire.read('DCIM/100CUTIS/IMG_0003.JPG', range, wait))).toBe('devices.fileChanged')
})

test('a file that is not as it was listed is refused', async () => {
  const card = await cardWith()
  const wire = await openFolderWire(card.path, wait)
  await wire.files(wait)
  await writeFile(join(card.path, name), photo.slice(0, 4000))
  const range = { start: 0, endExclusive: 4000 }
  expect(await codeOf(wire.read(name, range, wait))).toBe('devices.fileChanged')
  await wire.files(wait)
  expect(await codeOf(wire.read(name, range, wait))).toBe('done')
  expect(await codeOf(wire.read(name, { start: 0, endExclusive: 4001 }, wait))).toBe('devices.fileChanged')
  await rm(join(card.path, name))
  expect(await codeOf(wire.read(name, range, wait))).toBe('devices.fileChanged')
})

test('a card that is pulled is gone, also when another stands in its place', async () => {
  const card = await cardWith()
  const wire = await openFolderWire(card.path, wait)
  await wire.files(wait)
  await rename(card.path, `${card.path}-pulled`)
  cards.push({ ...card, pull: () => rm(`${card.path}-pulled`, { recursive: true, force: true }) })
  const range = { start: 0, endExclusive: 10 }
  expect(await codeOf(wire.read(name, range, wait))).toBe('devices.gone')
  await card.put('OTHER.TXT', photo)
  expect(await codeOf(wire.files(wait))).toBe('devices.gone')
  expect(await codeOf(wire.read(name, range, wait))).toBe('devices.gone')
  expect(await codeOf(openFolderWire(join(tmpdir(), 'cutis-no-such-card'), wait))).toBe('devices.gone')
})

test('a stop is heard at once, and nothing is read of a closed wire', async () => {
  const wire = await openFolderWire((await cardWith()).path, wait)
  expect(await codeOf(wire.files({ ...wait, signal: AbortSignal.abort() }))).toBe('devices.cancelled')
  await wire.close()
  expect(await codeOf(wire.files(wait))).toBe('devices.gone')
})

const mountinfo = [
  '22 28 0:21 / /proc rw,nosuid shared:14 - proc proc rw',
  '28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw',
  '90 28 8:17 / /media/nurse/EOS\\040CARD\\303\\204 rw,nosuid shared:50 master:3 - vfat /dev/sdb1 rw,utf8',
  '91 28 8:33 / /run/media/nurse/A rw - exfat /dev/sdc1 rw',
  '92 28 8:49 / /mediaeval rw - ext4 /dev/sdd1 rw',
  'not a line',
  '',
].join('\n')

test('mounts are read with their escapes; lines that are none are passed over', () => {
  expect(volumesOf(mountinfo).map(({ path, fileSystem }) => [path, fileSystem])).toEqual([
    ['/proc', 'proc'],
    ['/', 'ext4'],
    ['/media/nurse/EOS CARDÄ', 'vfat'],
    ['/run/media/nurse/A', 'exfat'],
    ['/mediaeval', 'ext4'],
  ])
})

test('the poll finds a card where cards are mounted, on every system', async () => {
  const card = await cardWith()
  const line = `90 28 8:17 / ${card.path} rw - vfat /dev/sdb1 rw`
  const places = { platform: 'linux', roots: [tmpdir()], mountinfo: async () => `${mountinfo}\n${line}` } as const
  const wanted = [{ path: card.path, holds: expect.arrayContaining(['DCIM']) as unknown }]
  expect(await removableVolumes(places)).toEqual(wanted)
  expect(await removableVolumes({ platform: 'win32', roots: [card.path, '/no/such/drive'] })).toEqual(wanted)
  const volumes = await mkdtemp(join(tmpdir(), 'cutis-volumes-'))
  await symlink(card.path, join(volumes, 'CARD'))
  expect((await removableVolumes({ platform: 'darwin', roots: [volumes] }))[0]?.holds).toContain('DCIM')
  await rm(volumes, { recursive: true })
  expect(await removableVolumes({ ...places, mountinfo: () => Promise.reject(new Error('none')) })).toEqual([])
})
