import { judge, type ReasonCode, workingLongPx } from '../../src-shared/imaging/quality.ts'

/** Longer side of what is sent, px: enough to look close, and within what every telephone's canvas can hold. */
const sentLongPx = 4096
const mostBytes = 11 * 1024 * 1024

/** Why a photograph might be taken again; each is a measure of how it was taken, none of what it shows. */
export type PictureReason = 'small' | 'blurred' | 'dark' | 'bright' | 'glare'

const reasons: Readonly<Partial<Record<ReasonCode, PictureReason>>> = {
  'too-small': 'small',
  'out-of-focus': 'blurred',
  motion: 'blurred',
  'too-dark': 'dark',
  'too-bright': 'bright',
  glare: 'glare',
}

export interface Prepared {
  /** A JPEG, upright, drawn anew: what the camera wrote of place and time is not in it. */
  readonly blob: Blob
  readonly reasons: readonly PictureReason[]
}

const drawn = (bitmap: ImageBitmap, longPx: number): HTMLCanvasElement => {
  const scale = Math.min(1, longPx / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise(resolve => {
    canvas.toBlob(resolve, 'image/jpeg', quality)
  })

const reasonsFor = (bitmap: ImageBitmap): PictureReason[] => {
  const { width, height } = bitmap
  const canvas = drawn(bitmap, workingLongPx)
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
  if (pixels === undefined) return []
  const found = judge(pixels, { width, height }).reasons.filter(({ weight }) => weight === 'refuse')
  return [...new Set(found.flatMap(({ code }) => reasons[code] ?? []))]
}

/** Draws a picked photograph anew and measures how it was taken; rejects where the browser cannot read it. */
export async function prepare(file: Blob): Promise<Prepared> {
  const bitmap = await createImageBitmap(file)
  try {
    const canvas = drawn(bitmap, sentLongPx)
    const fine = await jpegOf(canvas, 0.92)
    const blob = fine !== null && fine.size > mostBytes ? await jpegOf(canvas, 0.75) : fine
    if (blob === null) throw new Error('no picture')
    return { blob, reasons: reasonsFor(bitmap) }
  } finally {
    bitmap.close()
  }
}
