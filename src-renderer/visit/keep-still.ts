import type { CutisClient } from '../../src-shared/contract/index.ts'
import type { CaseId } from '../../src-shared/ids.ts'

/** The picture a camera gives at this moment, at its own size, as JPEG. */
export async function stillOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>(resolve => {
    canvas.toBlob(resolve, 'image/jpeg', 0.95)
  })
  if (blob === null) throw new Error('no still')
  return blob
}

interface ToKeep {
  readonly uploadId: string
  readonly caseId: CaseId
  readonly siteCode: string
  readonly view: string
  readonly label: string
  readonly source: 'camera' | 'file'
}

/** Keeps an upload in the case, as every picture is kept. */
export const keepUpload = (
  capture: CutisClient['capture'],
  { uploadId, caseId, siteCode, view, label, source }: ToKeep,
) =>
  capture.keep({
    uploadId,
    caseId,
    siteCode,
    view,
    takenAt: new Date().toISOString(),
    device: { label, source, settings: { visit: 'video' } },
  })
