import type { Pixels } from './verdict.ts'

/** Half the size, each pixel the mean of four; an odd last row or column is left out. */
export const halved = ({ width, height, data }: Pixels): Pixels => {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)]
  const half = new Uint8ClampedArray(w * h * 4)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const from = 4 * (2 * y * width + 2 * x)
      const below = from + 4 * width
      const into = 4 * (y * w + x)
      for (let c = 0; c < 4; c++) {
        half[into + c] =
          ((data[from + c] ?? 0) +
            (data[from + 4 + c] ?? 0) +
            (data[below + c] ?? 0) +
            (data[below + 4 + c] ?? 0) +
            2) >>
          2
      }
    }
  }
  return { width: w, height: h, data: half }
}
