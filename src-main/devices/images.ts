import type { Context } from './driver.ts'

/** One picture on a device, before it is read. */
export interface ImageFace {
  /** The same picture has the same key after a replug and in a later session. */
  readonly key: string
  /** The file's own name. */
  readonly name: string
  readonly sizeBytes: number
  /** `YYYY-MM-DDThh:mm:ss` by the device's own clock, without a zone. Absent where the device does not say. */
  readonly takenAt?: string
}

/** Pictures of a camera, a phone, a card or a folder. They are read, never changed and never erased. */
export interface ImageSource {
  list(context: Context): Promise<readonly ImageFace[]>
  /** All bytes of one picture. After a replug the same face may be read from the new source. */
  read(face: ImageFace, context: Context): Promise<Uint8Array>
  /** Releases the shutter and answers the new picture. Absent where the device does not offer it. */
  shutter?(context: Context): Promise<ImageFace>
  close(): Promise<void>
}

/** What is still to be read: an import that was broken off goes on here. */
export const missingOf = (faces: readonly ImageFace[], kept: ReadonlySet<string>): readonly ImageFace[] =>
  faces.filter(face => !kept.has(face.key))
