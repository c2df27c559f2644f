import { poseOf, poses } from '../../src-shared/clinical/body-poses.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { isoDayOf } from '../ui/when.ts'

/** The pictures of one pose, oldest first. */
export interface PoseSet {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly shots: readonly Shot[]
}

const dayOfShot = ({ takenAt }: Shot): string => isoDayOf(new Date(takenAt))

/** Body pictures in the record, oldest first. */
export const bodyShots = (shots: readonly Shot[]): readonly Shot[] =>
  shots
    .filter(({ view, state }) => state !== 'voided' && poseOf(view) !== undefined)
    .toSorted((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt) || a.blobId.localeCompare(b.blobId))

/** Days on which body pictures were taken, the newest first. */
export const daysOf = (shots: readonly Shot[]): readonly string[] =>
  [...new Set(bodyShots(shots).map(dayOfShot))].toReversed()

/** Every pose with its pictures up to and including a day; without a day all of them. */
export const setsOf = (shots: readonly Shot[], day?: string): readonly PoseSet[] => {
  const usable = bodyShots(shots).filter(shot => day === undefined || dayOfShot(shot) <= day)
  return poses.map(({ id, label, hint }) => ({ id, label, hint, shots: usable.filter(({ view }) => view === id) }))
}

/** Poses that a day's visit has a picture of; without a day, that any visit has. */
export const takenOn = (shots: readonly Shot[], day?: string): readonly string[] => [
  ...new Set(
    bodyShots(shots)
      .filter(shot => day === undefined || dayOfShot(shot) === day)
      .map(({ view }) => view),
  ),
]
