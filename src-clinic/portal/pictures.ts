import { randomUUID } from 'node:crypto'
import { bareClip } from '../../src-shared/imaging/clip/bare.ts'
import { clipBytes, clipTypes, mostClips, mostPictures } from '../../src-shared/portal/index.ts'
import { refuse } from '../fhir/outcomes.ts'
import { plainJpeg } from './jpeg.ts'

/** One photograph, bytes. The page sends far less; more is no photograph of ours. */
const pictureBytes = 12 * 1024 * 1024
const mostTogetherBytes = 240 * 1024 * 1024
const waitsMs = 30 * 60_000

/** A photograph or a clip, without what it tells of place, time and device. */
export interface SentPicture {
  readonly mediaType: 'image/jpeg' | 'video/mp4' | 'video/webm'
  readonly bytes: Buffer
}

/** How much of a body of this type is read: of a photograph or a clip; undefined for anything else. */
export const mostBytesOf = (contentType: string | undefined): number | undefined => {
  if (contentType === 'image/jpeg') return pictureBytes
  return clipTypes.includes(contentType ?? '') ? clipBytes : undefined
}

/** What it is by its bytes, whatever was said; undefined where it is neither a photograph nor a clip. */
const plainOf = (bytes: Buffer): SentPicture | undefined => {
  const picture = plainJpeg(bytes)
  if (picture !== undefined) return { mediaType: 'image/jpeg', bytes: picture }
  const clip = bareClip(bytes)
  return clip && { mediaType: clip.mime, bytes: Buffer.from(clip.bytes.buffer) }
}

const isClip = ({ mediaType }: SentPicture): boolean => mediaType !== 'image/jpeg'

interface Waiting extends SentPicture {
  readonly patientId: string
  readonly until: number
}

/** Photographs and clips between their arrival and the message they go with: in memory only, each for the patient who brought it. */
export const openPictures = (clock: () => number) => {
  const waiting = new Map<string, Waiting>()
  const expire = (): void => {
    for (const [id, { until }] of waiting) if (until <= clock()) waiting.delete(id)
  }
  const own = (patientId: string) => [...waiting].filter(([, one]) => one.patientId === patientId)
  /** The oldest of the same patient makes place: a clip for a clip. */
  const makePlace = (patientId: string, fresh: SentPicture): void => {
    const clips = own(patientId).filter(([, one]) => isClip(one))
    const [clip] = isClip(fresh) && clips.length >= mostClips ? clips : []
    if (clip !== undefined) waiting.delete(clip[0])
    const [oldest] = own(patientId)
    if (oldest !== undefined && own(patientId).length >= mostPictures) waiting.delete(oldest[0])
  }
  return {
    /** Takes a photograph or a clip; a refusal where it is neither, or where too many wait. */
    add: (patientId: string, bytes: Buffer): string => {
      expire()
      const plain = plainOf(bytes)
      if (plain === undefined) throw refuse(415, 'Only photographs as JPEG, and clips as MP4 or WebM.')
      if (!isClip(plain) && bytes.length > pictureBytes) throw refuse(413, 'The photograph is too large.')
      makePlace(patientId, plain)
      const together = [...waiting.values()].reduce((sum, one) => sum + one.bytes.length, plain.bytes.length)
      if (together > mostTogetherBytes) throw refuse(503, 'Too much waits here; try again later.')
      const id = randomUUID()
      waiting.set(id, { ...plain, patientId, until: clock() + waitsMs })
      return id
    },
    /** Those of these names, all of them this patient's and still here; else a 409. */
    find: (patientId: string, ids: readonly string[]): SentPicture[] => {
      expire()
      const found = ids.flatMap(id => {
        const one = waiting.get(id)
        return one?.patientId === patientId ? [one] : []
      })
      if (found.length < ids.length || new Set(ids).size < ids.length) throw refuse(409, 'A photograph is gone.')
      return found
    },
    drop: (ids: readonly string[]): void => {
      for (const id of ids) waiting.delete(id)
    },
  }
}
export type Pictures = ReturnType<typeof openPictures>
