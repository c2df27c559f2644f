import { beginning, type Walk } from '../walk.ts'
import { walkJpeg } from '../walk-jpeg.ts'
import { frameBytes, jpegFrame } from './pixels.ts'
import { type DicomImage, dicomImageOf } from './read.ts'

/** The size and spacing of a DICOM photograph; a size of 0 where it is none that can be drawn here. */
export function walkDicom(bytes: Uint8Array): Walk {
  const walk: Walk = { ...beginning(bytes), truncated: false }
  const image = dicomImageOf(bytes)
  if (image === undefined) return walk
  const { spacingMm, frames } = image
  const frame = image.storage === 'jpeg' ? ofJpeg(bytes, image) : ofNative(image)
  return { ...walk, ...frame, animated: frames > 1, ...(spacingMm && { spacingMm }) }
}

type Frame = Pick<Walk, 'widthPx' | 'heightPx' | 'truncated' | 'jpegScans'>

const ofNative = (image: DicomImage): Frame => {
  const { widthPx, heightPx, pixels } = image
  return { widthPx, heightPx, truncated: pixels.end - pixels.start < frameBytes(image) }
}

/** What is drawn is the JPEG inside, so its own size counts; where it is not the one the file says, nobody knows what is shown. */
function ofJpeg(bytes: Uint8Array, image: DicomImage): Frame {
  try {
    const { widthPx, heightPx, truncated, jpegScans = 0 } = walkJpeg(jpegFrame(bytes, image))
    if (widthPx === image.widthPx && heightPx === image.heightPx) return { widthPx, heightPx, truncated, jpegScans }
  } catch {
    // No JPEG inside: as one of another size.
  }
  return { widthPx: 0, heightPx: 0, truncated: true }
}
