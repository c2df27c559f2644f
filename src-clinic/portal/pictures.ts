import { randomUUID } from 'node:crypto'
import { refuse } from '../fhir/outcomes.ts'
import { plainJpeg } from './jpeg.ts'

/** One photograph, bytes. The page sends far less; more is no photograph of ours. */
export const pictureBytes = 12 * 1024 * 1024
/** Photographs of one patient that wait for their message, and of one message. */
export const mostPictures = 6
const mostTogetherBytes = 240 * 1024 * 1024
const waitsMs = 30 * 60_000

interface Waiting {
  readonly patientId: string
  readonly bytes: Buffer
  readonly until: number
}

/** Photographs between their arrival and the message they go with: in memory only, each for the patient who brought it. */
export const openPictures = (clock: () => number) => {
  const waiting = new Map<string, Waiting>()
  const expire = (): void => {
    for (const [id, { until }] of waiting) if (until <= clock()) waiting.delete(id)
  }
  const own = (patientId: string) => [...waiting].filter(([, one]) => one.patientId === patientId)
  return {
    /** Takes a photograph; a refusal where it is none, or where too many wait. The oldest of the same patient makes place. */
    add: (patientId: string, bytes: Buffer): string => {
      expire()
      const plain = plainJpeg(bytes)
      if (plain === undefined) throw refuse(415, 'Only photographs, as JPEG.')
      const [oldest] = own(patientId)
      if (oldest !== undefined && own(patientId).length >= mostPictures) waiting.delete(oldest[0])
      const together = [...waiting.values()].reduce((sum, one) => sum + one.bytes.length, plain.length)
      if (together > mostTogetherBytes) throw refuse(503, 'Too much waits here; try again later.')
      const id = randomUUID()
      waiting.set(id, { patientId, bytes: plain, until: clock() + waitsMs })
      return id
    },
    /** The photographs of these names, all of them this patient's and still here; else a 409. */
    find: (patientId: string, ids: readonly string[]): Buffer[] => {
      expire()
      const found = ids.flatMap(id => {
        const one = waiting.get(id)
        return one?.patientId === patientId ? [one.bytes] : []
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
