import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TileName, tilesOver } from '../../src-shared/imaging/tiles.ts'
import { admitted, doctor, jpeg, openRig, password, type Rig, spoil, taken } from './rig/open.ts'

let rig: Rig
let large: Uint8Array
beforeAll(async () => {
  rig = await openRig()
  large = await jpeg(2600, 1300)
})
afterAll(async () => {
  await rig.close()
  rig.remove()
})

const kept = async (bytes: Uint8Array) => (await taken(rig, await admitted(rig), { bytes })).blobId as string
const read = async (blobId: string, names: readonly TileName[]) => {
  const opened = await rig.capture.tilesOf(blobId)
  const got: Uint8Array[] = []
  for await (const tile of opened?.read(names) ?? []) got.push(tile)
  return got
}
const corner = { level: 0, column: 0, row: 0 }
const reopened = async () => {
  rig.capture.forget()
  await rig.vault.lock()
  await rig.vault.unlock(doctor.userId, password)
}
test('a large picture is cut into tiles after its small pictures are safe, and any of them is read alone', async () => {
  const blobId = await kept(large)
  const opened = await rig.capture.tilesOf(blobId)
  const index = opened?.index ?? expect.fail('no tiles')
  expect(index.levels).toEqual([{ widthPx: 2600, heightPx: 1300, columns: 6, rows: 3 }])
  expect(await rig.store.shot(blobId)).toMatchObject({ levels: 'ready', tiles: 'ready' })
  const names = tilesOver(index, 0, { x: 0, y: 0, width: 2600, height: 1300 })
  const tiles = await read(blobId, [...names, { level: 3, column: 0, row: 0 }])
  expect(tiles.map(tile => tile.length > 0)).toEqual([...names.map(() => true), false])
  for (const tile of tiles.slice(0, -1)) expect([...tile.subarray(0, 2)]).toEqual([0xff, 0xd8])
})

test('a small picture and an unknown one have none', async () => {
  const blobId = await kept(await jpeg(1900, 300))
  expect(await rig.capture.tilesOf(blobId)).toBeUndefined()
  expect(await rig.store.shot(blobId)).toMatchObject({ levels: 'ready', tiles: 'none' })
  expect(await rig.capture.tilesOf('11111111-1111-4111-8111-111111111111')).toBeUndefined()
})

test('lost tiles are told and made anew; what an earlier run left undone is taken up', async () => {
  const blobId = await kept(large)
  await rig.capture.tilesOf(blobId)
  const { tilesId } = (await rig.store.shot(blobId)) ?? expect.fail('no row')
  await reopened()
  spoil(rig, tilesId ?? '')
  const every = Array.from({ length: 18 }, (_, at) => ({ level: 0, column: at % 6, row: Math.floor(at / 6) }))
  await expect(read(blobId, every)).rejects.toMatchObject({ code: 'vault.blobDamaged' })
  const [first] = await read(blobId, [corner])
  expect(first?.length).toBeGreaterThan(0)
  const again = await rig.store.shot(blobId)
  expect([again?.tiles, again?.tilesId === tilesId]).toEqual(['ready', false])

  await rig.vault.commit(doctor, { name: 'rig', action: 'U' }, [rig.ops.dropTiles(blobId)])
  rig.capture.resume()
  await expect.poll(() => rig.store.shot(blobId), { timeout: 20_000 }).toMatchObject({ tiles: 'ready' })
})

test('a broken seal of the original is noticed while its tiles are shown, and hides them', async () => {
  const blobId = await kept(large)
  await rig.capture.tilesOf(blobId)
  await reopened()
  spoil(rig, blobId)
  await read(blobId, [corner])
  await expect.poll(() => rig.store.shot(blobId), { timeout: 20_000 }).toMatchObject({ state: 'damaged' })
  expect(await rig.capture.tilesOf(blobId)).toBeUndefined()
})
