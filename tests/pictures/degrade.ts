import sharp from 'sharp'
import { randomFrom } from '../../src-shared/imaging/draw/noise.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'

/** Every way a picture is spoilt on purpose. Lengths in px of the working size, so they mean the same for every picture. */
export type Harm =
  | { readonly kind: 'none' }
  | { readonly kind: 'blur'; readonly sigma: number }
  | { readonly kind: 'motion'; readonly lengthPx: number; readonly angle: number }
  | { readonly kind: 'exposure'; readonly gain: number }
  | { readonly kind: 'glare'; readonly spots: number }

/** Camera after the harm: sensor noise (standard deviation, grey levels) and JPEG quality. */
export interface Camera {
  readonly noise: number
  readonly quality: number
  readonly seed: number
}

const rawOf = ({ width, height, data }: Pixels) => sharp(data, { raw: { width, height, channels: 4 } })

const blur = async (pixels: Pixels, sigma: number): Promise<Pixels> => ({
  ...pixels,
  data: await rawOf(pixels).blur(sigma).ensureAlpha().raw().toBuffer(),
})

const motion = ({ width, height, data }: Pixels, lengthPx: number, angle: number): Pixels => {
  const moved = new Uint8ClampedArray(data.length)
  const hops = Array.from({ length: lengthPx }, (_, k) => {
    const t = k - (lengthPx - 1) / 2
    return [Math.round(Math.cos(angle) * t), Math.round(Math.sin(angle) * t)] as const
  })
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)]
    let [red, green, blue] = [0, 0, 0]
    for (const [dx, dy] of hops) {
      const from = 4 * (Math.min(height - 1, Math.max(0, y + dy)) * width + Math.min(width - 1, Math.max(0, x + dx)))
      red += data[from] ?? 0
      green += data[from + 1] ?? 0
      blue += data[from + 2] ?? 0
    }
    moved.set([red / lengthPx, green / lengthPx, blue / lengthPx, 255], 4 * at)
  }
  return { width, height, data: moved }
}

const exposure = (pixels: Pixels, gain: number): Pixels => ({
  ...pixels,
  data: Uint8ClampedArray.from(pixels.data, (value, i) =>
    i % 4 === 3 ? 255 : Math.round(255 * (value / 255) * gain ** (1 / 2.2)),
  ),
})

const glare = ({ width, height, data }: Pixels, spots: number): Pixels => {
  const lit = Uint8ClampedArray.from(data)
  const random = randomFrom(spots, 9)
  for (let i = 0; i < spots; i++) {
    const [cx, cy, radius] = [
      width * (0.25 + 0.5 * random()),
      height * (0.25 + 0.5 * random()),
      width * (0.008 + 0.015 * random()),
    ]
    for (let at = 0; at < width * height; at++) {
      const far = ((at % width) - cx) ** 2 + (Math.floor(at / width) - cy) ** 2
      if (far < radius * radius) lit.set([254, 253, 250], 4 * at)
    }
  }
  return { width, height, data: lit }
}

const harmed = async (pixels: Pixels, harm: Harm): Promise<Pixels> => {
  if (harm.kind === 'blur') return await blur(pixels, harm.sigma)
  if (harm.kind === 'motion') return motion(pixels, harm.lengthPx, harm.angle)
  if (harm.kind === 'exposure') return exposure(pixels, harm.gain)
  return harm.kind === 'glare' ? glare(pixels, harm.spots) : pixels
}

const noisy = ({ width, height, data }: Pixels, { noise, seed }: Camera): Pixels => {
  if (noise === 0) return { width, height, data }
  const random = randomFrom(seed, 4)
  // A long table, entered anywhere: as good as fresh noise here, and far quicker.
  const table = Float32Array.from(
    { length: 65_536 },
    () => Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random()),
  )
  let offset = 0
  return {
    width,
    height,
    data: Uint8ClampedArray.from(data, (value, i) => {
      if (i % 4096 === 0) offset = Math.floor(random() * 65_536)
      return i % 4 === 3 ? 255 : value + noise * (table[(offset + i) & 65_535] ?? 0)
    }),
  }
}

/** The picture as a camera would have delivered it after this harm: harm, then noise, then JPEG. */
export const spoilt = async (pixels: Pixels, harm: Harm, camera: Camera): Promise<Pixels> => {
  const jpeg = await rawOf(noisy(await harmed(pixels, harm), camera))
    .removeAlpha()
    .jpeg({ quality: camera.quality })
    .toBuffer()
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}
