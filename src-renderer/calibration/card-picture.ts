import type { Corners } from '../../src-shared/imaging/card/fit.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'

/** As a camera of 60 megapixels gives it; more would not fit into the window beside everything else. */
const mostPx = 64_000_000

/** A picture's pixels, upright, held in memory only; undefined where the file is no picture this window can read. */
export async function pixelsOfFile(file: Blob): Promise<Pixels | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!bitmap) return undefined
  const { width, height } = bitmap
  const brush = width * height > mostPx ? undefined : new OffscreenCanvas(width, height).getContext('2d')
  brush?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return brush ? { width, height, data: brush.getImageData(0, 0, width, height).data } : undefined
}

export const cornerNames = ['darkSkin', 'bluishGreen', 'black', 'white'] as const

/** Where the corners lie until they are placed: a card that fills the middle of the picture, px. */
export const firstCorners = ({ width, height }: Pixels): Corners => [
  [0.2 * width, 0.2 * height],
  [0.8 * width, 0.2 * height],
  [0.8 * width, 0.8 * height],
  [0.2 * width, 0.8 * height],
]

type Place = Corners[number]

/** One corner elsewhere, held inside the picture. */
export function withCorner(corners: Corners, at: number, { place, within }: { place: Place; within: Pixels }): Corners {
  const inside = (value: number, size: number) => Math.min(size - 1, Math.max(0, value))
  const held: Place = [inside(place[0], within.width), inside(place[1], within.height)]
  const [a, b, c, d] = corners.map((old, i) => (i === at ? held : old))
  return [a ?? held, b ?? held, c ?? held, d ?? held]
}

const ways: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where a key takes a corner: a five hundredth of the longer side, ten times that with Shift; undefined for other keys. */
export function steppedBy(place: Place, key: { key: string; shiftKey: boolean }, longPx: number): Place | undefined {
  const way = ways[key.key]
  const step = Math.max(1, longPx / 500) * (key.shiftKey ? 10 : 1)
  return way && [place[0] + way[0] * step, place[1] + way[1] * step]
}
