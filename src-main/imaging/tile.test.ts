import sharp from 'sharp'
import { expect, test } from 'vitest'
import { boxOf, type TileName, tilesOver } from '../../src-shared/imaging/tiles.ts'
import { openPack, type Pack } from './pack.ts'
import { tile } from './tile.ts'

const opened = async (bytes: Uint8Array): Promise<Pack> => {
  const { pack } = await tile(bytes)
  return await openPack({ size: pack.byteLength, read: async (start, end) => pack.subarray(start, end) })
}

/** Left half red, right half blue, upper quarter light: where a pixel comes from can be told from its colour. */
const quarters = (width: number, height: number) => {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      data[at + (x < width / 2 ? 0 : 2)] = 200
      if (y < height / 4) data[at + 1] = 200
    }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

const tileOf = async (pack: Pack, name: TileName): Promise<Uint8Array> => {
  for await (const bytes of pack.read([name])) return bytes
  return new Uint8Array()
}

/** The colour of a pixel of the original, taken from the tile of a level that says it covers it. */
const colourAt = async (pack: Pack, level: number, at: { x: number; y: number }): Promise<number[]> => {
  const [name] = tilesOver(pack.index, level, { ...at, width: 1, height: 1 })
  if (name === undefined) expect.fail('no tile there')
  const { x, y } = boxOf(pack.index, name)
  const { data, info } = await sharp(await tileOf(pack, name))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [left, top] = [Math.floor((at.x - x) / 2 ** level), Math.floor((at.y - y) / 2 ** level)]
  const start = (top * info.width + left) * 3
  return [...data.subarray(start, start + 3)]
}

test('the levels are the picture again, upright, each half as large as the one before', async () => {
  const upright = quarters(2051, 701)
  const lying = await sharp(await upright.clone().rotate(270).png().toBuffer())
    .jpeg({ quality: 95 })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const pack = await opened(lying)
  expect(pack.index.levels).toEqual([{ widthPx: 2051, heightPx: 701, columns: 5, rows: 2 }])
  const large = await opened(await quarters(3301, 901).jpeg({ quality: 95 }).toBuffer())
  expect(large.index.levels.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
    [3301, 901],
    [1651, 451],
  ])
  for (const [from, at] of [
    [pack, 0],
    [large, 0],
    [large, 1],
  ] as const) {
    const [{ widthPx, heightPx } = expect.fail('no level')] = from.index.levels
    const [left, right] = [4, widthPx - 5]
    for (const [x, y, wanted] of [
      [left, 4, [200, 200, 0]],
      [right, 4, [0, 200, 200]],
      [left, heightPx - 5, [200, 0, 0]],
      [right, heightPx - 5, [0, 0, 200]],
      [Math.floor(widthPx / 2) - 12, heightPx / 2, [200, 0, 0]],
      [Math.floor(widthPx / 2) + 12, heightPx / 2, [0, 0, 200]],
    ] as const) {
      const colour = await colourAt(from, at, { x, y: Math.floor(y) })
      const off = Math.max(...colour.map((value, n) => Math.abs(value - (wanted[n] ?? 0))))
      expect([at, x, y, off < 16, colour.join()]).toEqual([at, x, y, true, expect.anything()])
    }
  }
}, 60_000)

test('a tile carries no metadata, sRGB, and its profile is applied', async () => {
  const wide = await sharp({ create: { width: 2100, height: 600, channels: 3, background: { r: 200, g: 120, b: 90 } } })
    .jpeg({ quality: 95 })
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Secret camera' }, IFD3: { GPSLatitudeRef: 'N' } })
    .toBuffer()
  const first = await tileOf(await opened(wide), { level: 0, column: 0, row: 0 })
  expect(await sharp(first).metadata()).toMatchObject({
    format: 'jpeg',
    width: 512,
    height: 512,
    chromaSubsampling: '4:4:4',
  })
  const { exif, icc, xmp } = await sharp(first).metadata()
  expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined])
  expect(Buffer.from(first).includes('Secret')).toBe(false)
  const shown = await sharp(wide).toColourspace('srgb').raw().toBuffer()
  const tiled = await sharp(first).raw().toBuffer()
  expect(Math.abs((shown[0] ?? 0) - (tiled[0] ?? 0))).toBeLessThan(4)
}, 60_000)

test('a small picture has none', async () => {
  await expect(tile(await quarters(900, 900).png().toBuffer())).rejects.toThrow('too small')
})
