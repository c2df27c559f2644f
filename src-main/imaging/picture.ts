/** What the bytes really are, whatever the file was called. */
export type PictureType = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'heic' | 'avif' | 'dicom'

/** Why bytes are not taken as a picture. */
export type Refusal = 'not-a-picture' | 'svg' | 'too-large' | 'too-many-pixels' | 'no-size' | 'empty' | 'dicom'

/** Sizes are of the stored raster, before the orientation is applied, px. `orientation` is EXIF 1–8. */
export interface Picture {
  readonly ok: true
  readonly type: PictureType
  readonly mime: string
  readonly widthPx: number
  readonly heightPx: number
  readonly orientation: number
  /** True where the darkroom can make levels of it. */
  readonly shown: boolean
  readonly animated: boolean
  /** Distance of rows, and of columns, mm, where the file says it (DICOM). */
  readonly spacingMm?: readonly [row: number, column: number]
  /** JPEG start-of-frame marker number (0 baseline, 2 progressive …). */
  readonly jpegFrame?: number
  /** JPEG scans seen; a hostile file has hundreds. */
  readonly jpegScans?: number
  /** The file ends before the picture does: shown as far as it goes. */
  readonly truncated: boolean
  /** Bytes after the picture's end; kept with the original, never interpreted. */
  readonly trailingBytes: number
}

export interface NotPicture {
  readonly ok: false
  readonly why: Refusal
  readonly type?: PictureType
}

export type Sniffed = Picture | NotPicture
