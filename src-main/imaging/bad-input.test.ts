import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { develop } from './develop.ts'
import { sniff } from './sniff.ts'
import { share } from './strip/share.ts'
import { tile } from './tile.ts'

const [width, height] = [2200, 300]
/** Left dark, right light, so that a wrong scaling of values is seen. */
const halves = Buffer.alloc(width * height * 3)
for (let at = 0; at < halves.length; at++) halves[at] = Math.floor(at / 3) % width < width / 2 ? 60 : 190
const picture = () => sharp(halves, { raw: { width, height, channels: 3 } })

const ends = async (bytes: Uint8Array): Promise<number[]> => {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  const row = Math.floor(info.height / 2) * info.width
  return [data[row + 20] ?? 0, data[row + info.width - 20] ?? 0]
}
// Printing inks go by way of a general profile there and back.
const near = (got: readonly number[], wanted: readonly number[]) =>
  got.every((value, n) => Math.abs(value - (wanted[n] ?? 0)) < 24)

const odd: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ['16-bit PNG', () => picture().toColourspace('rgb16').png().toBuffer()],
  ['16-bit TIFF', () => picture().toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer()],
  ['16-bit grey PNG', () => picture().greyscale().toColourspace('grey16').png().toBuffer()],
  ['CMYK JPEG', () => picture().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
  ['CMYK TIFF', () => picture().toColourspace('cmyk').tiff().toBuffer()],
  ['one-bit-deep PNG palette', () => picture().png({ palette: true, colours: 2 }).toBuffer()],
]

describe('unusual pictures', () => {
  test.each(odd)('a %s is shown, cut and copied with its own lightness', async (_, make) => {
    const bytes = await make()
    expect(sniff(bytes)).toMatchObject({ ok: true, shown: true, widthPx: width, heightPx: height })
    const { screen } = await develop(bytes)
    const shown = await ends(screen)
    expect([near(shown, [60, 190]), shown]).toEqual([true, shown])
    const { pack } = await tile(bytes)
    expect(pack.byteLength).toBeGreaterThan(1000)
    expect(await share(bytes)).toMatchObject({ encodedAgain: false })
  })

  test.each(['gif', 'webp'] as const)('an animated %s is shown by its first frame', async format => {
    const small = sharp(halves.subarray(0, width * 3 * 40), { raw: { width, height: 40, channels: 3 } })
    const frames = [await small.clone().png().toBuffer(), await small.clone().negate().png().toBuffer()]
    const bytes = await sharp(frames, { join: { animated: true } })
      [format]()
      .toBuffer()
    expect(sniff(bytes)).toMatchObject({ animated: true, widthPx: width, heightPx: 40 })
    const levels = await develop(bytes)
    expect([levels.widthPx, levels.heightPx]).toEqual([width, 40])
    const shown = await ends(levels.screen)
    expect([near(shown, [60, 190]), shown]).toEqual([true, shown])
    expect(await share(bytes)).toMatchObject({ encodedAgain: false })
  })

  test('whatever a file is called or said to be, its bytes count', async () => {
    const png = await picture().png().toBuffer()
    expect(sniff(png)).toMatchObject({ type: 'png', mime: 'image/png' })
    // A JPEG's beginning before a PNG's bytes is neither.
    const both = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), png])
    const seen = sniff(both)
    expect(seen.ok && seen.shown ? 'shown' : 'refused').toBe('refused')
    await expect(develop(both)).rejects.toThrow()
  })
})

describe('damaged pictures', () => {
  test.each([
    ['JPEG', () => picture().jpeg().toBuffer()],
    ['PNG', () => picture().png().toBuffer()],
    ['WebP', () => picture().webp().toBuffer()],
    ['TIFF', () => picture().tiff().toBuffer()],
    ['AVIF', () => picture().avif({ effort: 0 }).toBuffer()],
  ])(
    'a %s with its middle overwritten is a picture or an error, never more',
    async (_, make) => {
      const bytes = await make()
      bytes.fill(0x5a, Math.floor(bytes.length / 3), Math.floor((bytes.length * 2) / 3))
      for (const work of [develop, tile, share]) {
        const done = await work(bytes).catch((error: unknown) => error)
        expect(done).toBeTypeOf('object')
      }
    },
    60_000,
  )

  const truncated = join(
    resolve(process.env['CUTIS_IMAGES'] ?? '../shared/data/derm-images'),
    'native',
    'ISIC_0006671.jpg',
  )
  const absent = !existsSync(truncated)
  test.skipIf(absent)(
    `a real picture cut short is shown, cut and copied as far as it goes${absent ? ` (not run: no ${truncated})` : ''}`,
    async () => {
      const bytes = readFileSync(truncated)
      expect(sniff(bytes)).toMatchObject({ ok: true, truncated: true, widthPx: 3024, heightPx: 2016 })
      expect(await develop(bytes)).toMatchObject({ widthPx: 3024, heightPx: 2016 })
      expect((await tile(bytes)).pack.byteLength).toBeGreaterThan(100_000)
      expect(await share(bytes)).toMatchObject({ mediaType: 'image/jpeg', encodedAgain: false })
    },
    60_000,
  )
})
