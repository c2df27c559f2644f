import sharp from 'sharp'
import { expect, test } from 'vitest'
import { develop } from './develop.ts'
import { fourSquares, withProperty } from './rig/heic.ts'
import { sniff } from './sniff.ts'

/** The colours of the middle of each quarter, left to right and top to bottom. */
const quarters = async (picture: Uint8Array): Promise<number[][]> => {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  return [0.25, 0.75].flatMap(y =>
    [0.25, 0.75].map(x => {
      const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
      return [...data.subarray(at, at + 3)]
    }),
  )
}
const near = (got: number[][], wanted: number[][], off = 16) => {
  const most = Math.max(...got.flatMap((one, n) => one.map((value, at) => Math.abs(value - (wanted[n]?.[at] ?? 0)))))
  expect([most <= off, JSON.stringify(got)]).toEqual([true, JSON.stringify(got)])
}
const [red, green, blue, grey] = [
  [200, 40, 40],
  [40, 200, 40],
  [40, 40, 200],
  [200, 200, 200],
] as const

test('a HEIC picture is shown as any other', async () => {
  expect(sniff(fourSquares)).toMatchObject({ type: 'heic', shown: true, widthPx: 200, heightPx: 120, orientation: 1 })
  const { screen, thumb, widthPx, heightPx, verdict } = await develop(fourSquares)
  expect([widthPx, heightPx, verdict.measures.longPx]).toEqual([200, 120, 200])
  near(await quarters(screen), [[...red], [...green], [...blue], [...grey]])
  near(await quarters(thumb), [[...red], [...green], [...blue], [...grey]], 30)
})

test('its turn is known before it is decoded, and applied once', async () => {
  // irot: quarter turns anticlockwise.
  for (const [turns, orientation, wanted] of [
    [1, 8, [green, grey, red, blue]],
    [2, 3, [grey, blue, green, red]],
    [3, 6, [blue, red, grey, green]],
  ] as const) {
    const turned = withProperty('irot', Buffer.of(turns))
    expect(sniff(turned)).toMatchObject({ widthPx: 200, heightPx: 120, orientation })
    const { screen, widthPx, heightPx } = await develop(turned)
    expect([widthPx, heightPx]).toEqual(turns === 2 ? [200, 120] : [120, 200])
    near(
      await quarters(screen),
      wanted.map(colour => [...colour]),
    )
  }
})

test('its colour profile is applied', async () => {
  const wide = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c82828' } })
    .png()
    .withIccProfile('p3')
    .toBuffer()
  const { icc } = await sharp(wide).metadata()
  const tagged = withProperty('colr', Buffer.concat([Buffer.from('prof'), icc ?? expect.fail('no profile')]))
  const [, shown] = await quarters((await develop(tagged)).screen)
  // Display P3 green 40, 200, 40 lies outside sRGB: less red, more green.
  expect((shown?.[0] ?? 99) < 12 && (shown?.[1] ?? 0) > 198).toBe(true)
})

test('a HEIC picture cut short or damaged is refused, and costs nothing else', async () => {
  await expect(develop(fourSquares.subarray(0, 400))).rejects.toThrow()
  const damaged = Buffer.from(fourSquares)
  damaged.fill(0xaa, 380)
  await develop(damaged).catch((error: unknown) => expect(error).toBeInstanceOf(Error))
  expect((await develop(fourSquares)).widthPx).toBe(200)
})

test('an AVIF picture is shown as any other', async () => {
  const avif = await sharp(
    await sharp((await develop(fourSquares)).screen)
      .png()
      .toBuffer(),
  )
    .avif({ quality: 80 })
    .toBuffer()
  const { screen, widthPx } = await develop(avif)
  expect(widthPx).toBe(200)
  near(await quarters(screen), [[...red], [...green], [...blue], [...grey]])
})
