import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import { missingOf } from '../../images.ts'
import { type Card, openCard } from '../../rig/volume.ts'
import { openFolderWire } from '../../wires/folder.ts'
import { isDcfPicture, isPictureName } from './names.ts'
import { openDcimSource } from './source.ts'

const photo = (seed: number, size = 3000): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * 7 + seed) & 255)
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const first = 'DCIM/100CUTIS/IMG_0001.JPG'
const second = 'DCIM/101CUTIS/IMG_0001.JPG'
const cards: Card[] = []
afterEach(() => Promise.all(cards.splice(0).map(card => card.pull())))

const cardWith = async (images: Readonly<Record<string, Uint8Array>>): Promise<Card> => {
  const card = await openCard(images)
  cards.push(card)
  return card
}
const contextOf = (more: Partial<Context> = {}): Context => ({
  signal: new AbortController().signal,
  progress: () => {},
  now: () => new Date(),
  pause: async () => {},
  ...more,
})
const wireOf = (card: Card) => openFolderWire(card.path, { timeoutMs: 5000, signal: new AbortController().signal })

test('the pictures of a card, once each whatever their names, byte for byte', async () => {
  const card = await cardWith({
    [first]: photo(1),
    [second]: photo(2, 2.5 * 1024 * 1024),
    'DCIM/101CUTIS/IMG_0002.JPG': photo(1),
    'DCIM/099CUTIS/IMG_0001.JPG': photo(3),
    'elsewhere.jpg': photo(4),
  })
  const source = openDcimSource(await wireOf(card))
  const faces = await source.list(contextOf())
  expect(faces.map(({ key }) => key).toSorted()).toEqual(
    [sha256(photo(1)), sha256(photo(2, 2.5 * 1024 * 1024))].toSorted(),
  )
  for (const face of faces) expect(sha256(await source.read(face, contextOf()))).toBe(face.key)
  expect('shutter' in source).toBe(false)
  const watched = openDcimSource(await wireOf(card), { isWatched: true })
  expect(await watched.list(contextOf())).toHaveLength(4)
})

test('a file that grows between two looks is left for the next time', async () => {
  const card = await cardWith({ [first]: photo(1), [second]: photo(2, 100) })
  const source = openDcimSource(await wireOf(card))
  const growing = contextOf({ pause: () => card.put(second, photo(2, 200)) })
  expect((await source.list(growing)).map(({ sizeBytes }) => sizeBytes)).toEqual([3000])
  expect(await source.list(contextOf())).toHaveLength(2)
})

test('known files are not read again, and a replug goes on at the rest', async () => {
  const known = new Map<string, string>()
  const card = await cardWith({ [first]: photo(1), [second]: photo(2) })
  const faces = await openDcimSource(await wireOf(card), { known }).list(contextOf())
  const wire = await wireOf(card)
  let reads = 0
  const counted = { ...wire, read: (...how: Parameters<typeof wire.read>) => ((reads += 1), wire.read(...how)) }
  const source = openDcimSource(counted, { known })
  const kept = new Set(faces.slice(0, 1).map(({ key }) => key))
  const [missing] = missingOf(await source.list(contextOf()), kept)
  expect([reads, missing?.key]).toEqual([0, faces[1]?.key])
  // A face of the session before is found again without a list.
  const fresh = openDcimSource(counted, { known })
  if (missing) expect(sha256(await fresh.read(missing, contextOf()))).toBe(missing.key)
})

test('changed, pulled and stopped are told apart', async () => {
  const card = await cardWith({ [first]: photo(1) })
  const source = openDcimSource(await wireOf(card))
  const [face] = await source.list(contextOf())
  if (!face) throw new Error('no face')
  const codeOf = (context: Context): Promise<unknown> =>
    source.read(face, context).then(
      () => 'done',
      (error: unknown) => error instanceof DeviceError && error.code,
    )
  expect(await codeOf(contextOf({ signal: AbortSignal.abort() }))).toBe('devices.cancelled')
  await card.put(first, photo(9))
  expect(await codeOf(contextOf())).toBe('devices.fileChanged')
  await card.pull()
  expect(await codeOf(contextOf())).toBe('devices.gone')
})

test('DCF names', () => {
  for (const path of [first, 'DCIM/999_____/_DSC9999.jpg', 'dcim/100CANON/IMG_0001.HIF'])
    expect(isDcfPicture(path)).toBe(true)
  for (const path of [
    'DCIM/100CUTIS/IMG_0000.JPG',
    'DCIM/099CUTIS/IMG_0001.JPG',
    'DCIM/100CUTIS/._IMG_0001.JPG',
    'DCIM/100CUTIS/sub/IMG_0001.JPG',
    'DCIM/100CUTIS/M0100.CTG',
    'IMG_0001.JPG',
  ])
    expect(isDcfPicture(path)).toBe(false)
  expect([isPictureName('a/b.JPG'), isPictureName('a/.b.jpg'), isPictureName('a.jpg/b')]).toEqual([true, false, false])
  fc.assert(fc.property(fc.string(), path => !isDcfPicture(path) || isPictureName(path)))
})
