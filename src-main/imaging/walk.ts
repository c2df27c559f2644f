/** What a walk over one file's structure found. Nothing is decompressed; every step moves forward. */
export interface Walk {
  widthPx: number
  heightPx: number
  animated: boolean
  truncated: boolean
  /** Offset just past the picture's end; the file's length where it has no end. */
  end: number
  /** The TIFF-structured block that holds the EXIF tags. */
  exif?: Uint8Array
  /** EXIF orientation 1–8, where the container says it instead of EXIF. */
  orientation?: number
  /** The colour profile, where this program must apply it itself. */
  icc?: Uint8Array
  /** Distance of rows, and of columns, mm, where the file says it. */
  spacingMm?: readonly [row: number, column: number]
  jpegFrame?: number
  jpegScans?: number
}

/** A walk that has seen nothing yet: until an end is found, the file counts as cut short. */
export const beginning = (bytes: Uint8Array): Walk => ({
  widthPx: 0,
  heightPx: 0,
  animated: false,
  truncated: true,
  end: bytes.length,
})

/** Closes a walk at the picture's own end. */
export const finish = (walk: Walk, end: number, length: number): Walk => {
  walk.truncated = end > length
  walk.end = Math.min(end, length)
  return walk
}
