import type { z } from 'zod'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { SimilarCase } from '../../src-shared/contract/review.ts'
import { Fault } from '../../src-shared/faults.ts'
import { describedDimensions, describedVersion } from '../../src-shared/imaging/similar/describe.ts'
import { nearestOf } from '../../src-shared/imaging/similar/nearest.ts'
import { openDistances } from '../imaging/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import type { DescriptionRow } from './rows.ts'
import { sheetOf } from './survey-calls.ts'

type Face = z.input<typeof SimilarCase>

export interface Asked {
  readonly blobId: string
  readonly criteria?: readonly string[] | undefined
  readonly labels?: boolean | undefined
  readonly limit?: number | undefined
}

export interface Found {
  readonly searched: number
  readonly pending: number
  readonly cases: Face[]
}

/** Pictures described in one ask: the asker sees an answer soon and asks again. */
const eachAsk = 12
const usualLimit = 12

/** Every described picture of a confirmed lesion, as rows for the search. */
interface Index {
  readonly stamp: string
  readonly blobIds: readonly string[]
  readonly lesionIds: readonly string[]
  readonly rows: Float32Array
}

const indexOf = (stamp: string, described: readonly DescriptionRow[]): Index => {
  const rows = new Float32Array(described.length * describedDimensions)
  for (const [at, { vector }] of described.entries()) {
    // A copy is aligned as 32-bit floats must be; what the database lends need not be.
    rows.set(new Float32Array(Uint8Array.from(vector).buffer), at * describedDimensions)
  }
  return {
    stamp,
    blobIds: described.map(({ blobId }) => blobId),
    lesionIds: described.map(({ lesionId }) => lesionId),
    rows,
  }
}

/** A picture's description by the surveyor. Faults as `sheetOf`, and imaging.*. */
async function describedNow(desk: Desk, blobId: string) {
  const { shot, sheet } = await sheetOf(desk, blobId)
  const { vector } = await desk.surveyor.run('describe', [sheet])
  return { shot, vector }
}

/** Its description, or nothing where this picture cannot be described. A lock ends the asking. */
async function described(desk: Desk, blobId: string): Promise<Float32Array | undefined> {
  try {
    return (await describedNow(desk, blobId)).vector
  } catch (error) {
    if (error instanceof Fault && error.code !== 'vault.locked') return undefined
    throw error
  }
}

/**
 * Describes some of the confirmed pictures that are not yet; how many are left. What cannot be described is in `hopeless` from then
 * on: else a dozen broken pictures would keep all others waiting for ever.
 */
async function describeSome(desk: Desk, by: Caller, hopeless: Set<string>): Promise<number> {
  const waiting = (await desk.store.undescribed(describedVersion)).filter(({ blobId }) => !hopeless.has(blobId))
  for (const { blobId, lesionId } of waiting.slice(0, eachAsk)) {
    const vector = await described(desk, blobId)
    if (vector === undefined) {
      hopeless.add(blobId)
      continue
    }
    const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
    const act = { name: 'review.describe', action: 'C', entity: `Media/${blobId}` } as const
    await desk.vault.commit(by, act, [
      { ...desk.ops.addDescription({ blobId, lesionId, version: describedVersion, vector: bytes }), touches: [] },
    ])
  }
  return Math.max(0, waiting.length - eachAsk)
}

const bodiesOf = async <Kind extends 'confirmation' | 'score'>({ store }: Desk, kind: Kind, lesionIds: string[]) => {
  const marks = await store.ofLesions(kind, lesionIds)
  return marks.map(({ lesionId, body }) => ({ lesionId, body: JSON.parse(body) as MarkOf<Kind> }))
}

/** What clinicians ticked as present on these lesions. */
async function tickedOn(desk: Desk, lesionIds: string[]): Promise<Map<string | null, Set<string>>> {
  const ticked = new Map<string | null, Set<string>>()
  for (const { lesionId, body } of await bodiesOf(desk, 'score', lesionIds)) {
    const present = body.ticks.filter(({ value }) => value !== false && value !== 0).map(({ criterion }) => criterion)
    ticked.set(lesionId, new Set([...(ticked.get(lesionId) ?? []), ...present]))
  }
  return ticked
}

/** The search over the clinic's own confirmed cases. Its index is read once and again whenever what is confirmed changes. */
export function openSimilar(desk: Desk) {
  const distances = openDistances()
  let index: Index | undefined
  const hopeless = new Set<string>()

  const fresh = async (): Promise<Index> => {
    const stamp = await desk.store.describedStamp(describedVersion)
    if (index?.stamp !== stamp) index = indexOf(stamp, await desk.store.described(describedVersion))
    return index
  }

  const told = async (
    asked: Asked,
    { blobId, lesionId, distance }: { blobId: string; lesionId: string; distance: number },
  ) => {
    const [shot, [confirmed], ticked] = await Promise.all([
      desk.capture.shot(blobId),
      bodiesOf(desk, 'confirmation', [lesionId]),
      tickedOn(desk, [lesionId]),
    ])
    if (!shot || !confirmed) return []
    const { how, label } = confirmed.body
    const shared = (asked.criteria ?? []).filter(criterion => ticked.get(lesionId)?.has(criterion))
    const { patientId, siteName, takenAt } = shot
    const face: Face = { blobId, lesionId, patientId, siteName, takenAt, distance, shared, how }
    return [asked.labels && how === 'histopathology' ? { ...face, label } : face]
  }

  return {
    /** At a lock: what is held in memory is let go. */
    forget: (): void => {
      index = undefined
      // What could not be read may be mended meanwhile.
      hopeless.clear()
    },
    find: async (by: Caller, asked: Asked): Promise<Found & { readonly patientId: string }> => {
      const { shot, vector: query } = await describedNow(desk, asked.blobId)
      const pending = await describeSome(desk, by, hopeless)
      const { blobIds, lesionIds, rows } = await fresh()
      const squared = new Float32Array(blobIds.length)
      if (blobIds.length > 0) distances(rows, query, squared)
      const wanted = asked.criteria ?? []
      const ticked = wanted.length > 0 ? await tickedOn(desk, [...new Set(lesionIds)]) : undefined
      const may = (row: number): boolean =>
        lesionIds[row] !== shot.lesionId &&
        blobIds[row] !== asked.blobId &&
        (!ticked || wanted.every(criterion => ticked.get(lesionIds[row] ?? '')?.has(criterion)))
      const near = nearestOf(squared, asked.limit ?? usualLimit, may).map(({ row, distance }) => ({
        blobId: blobIds[row] ?? '',
        lesionId: lesionIds[row] ?? '',
        distance,
      }))
      const cases = (await Promise.all(near.map(one => told(asked, one)))).flat()
      return { searched: blobIds.length, pending, cases, patientId: shot.patientId }
    },
  }
}
