import { checklists } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'

export type PaneId = 'left' | 'right'
export interface Chosen {
  readonly left: string | undefined
  readonly right: string | undefined
}

const allViews = Object.values(checklists).flatMap(({ views }) => views)

/** `clinical: overview`, `clinical: close-up` or `dermoscopic` of a view; the view's own id where no checklist has it. */
export const kindOf = ({ view }: Shot): string => allViews.find(({ id }) => id === view)?.imageType ?? view

/** Pictures that may be compared: still in the record, of this lesion where one is given, oldest first. */
export function candidatesOf(shots: readonly Shot[], lesionId: string | undefined): readonly Shot[] {
  return shots
    .filter(({ state }) => state !== 'voided')
    .filter(shot => lesionId === undefined || shot.lesionId === lesionId)
    .sort((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt) || a.blobId.localeCompare(b.blobId))
}

/** The oldest picture that is most like `right`: of its view, else of its kind, else any other; never itself. */
function baselineFor(candidates: readonly Shot[], right: Shot): Shot | undefined {
  const others = candidates.filter(({ blobId }) => blobId !== right.blobId)
  const ofLesion = others.filter(({ lesionId }) => lesionId === right.lesionId)
  const near = ofLesion.length > 0 ? ofLesion : others
  return near.find(({ view }) => view === right.view) ?? near.find(shot => kindOf(shot) === kindOf(right)) ?? near[0]
}

/** The newest picture that has an older one of its view beside it, else the newest. */
function newestOf(candidates: readonly Shot[]): Shot | undefined {
  const isFollowUp = (shot: Shot) =>
    candidates.some(
      older => older.blobId !== shot.blobId && older.view === shot.view && older.lesionId === shot.lesionId,
    )
  return candidates.findLast(isFollowUp) ?? candidates.at(-1)
}

/** Newest on the right against its baseline on the left, unless something else was asked for and is there. */
export function chosenOf(
  candidates: readonly Shot[],
  asked: Chosen,
): { left: Shot | undefined; right: Shot | undefined } {
  const find = (id: string | undefined) => candidates.find(({ blobId }) => blobId === id)
  const right = find(asked.right) ?? newestOf(candidates.filter(({ blobId }) => blobId !== asked.left))
  const left = find(asked.left) ?? (right && baselineFor(candidates, right))
  return { left, right }
}

/** The neighbour in time of a pane's picture; undefined at either end. */
export function stepOf(candidates: readonly Shot[], from: Shot | undefined, by: 1 | -1): Shot | undefined {
  const at = candidates.findIndex(({ blobId }) => blobId === from?.blobId)
  return at < 0 ? undefined : candidates[at + by]
}

export type Difference = 'View' | 'Lesion' | 'Type' | 'Site'

/** In what two pictures are not alike, so that a change seen may come from the way they were taken. */
export function differencesOf(left: Shot, right: Shot): readonly Difference[] {
  const pairs: readonly (readonly [Difference, unknown, unknown])[] = [
    ['Lesion', left.lesionId, right.lesionId],
    ['Site', `${left.siteCode}/${left.laterality}`, `${right.siteCode}/${right.laterality}`],
    ['View', left.view, right.view],
    ['Type', left.device.dermoscopic, right.device.dermoscopic],
  ]
  return pairs.filter(([, a, b]) => a !== b).map(([name]) => name)
}

const dayMs = 86_400_000

/** Time between two pictures, in the unit people say it in. */
export function spanOf(
  left: Shot,
  right: Shot,
): { readonly unit: 'days' | 'months' | 'years'; readonly count: number } {
  const days = Math.round(Math.abs(Date.parse(right.takenAt) - Date.parse(left.takenAt)) / dayMs)
  if (days < 60) return { unit: 'days', count: days }
  if (days < 730) return { unit: 'months', count: Math.round(days / 30.44) }
  return { unit: 'years', count: Math.round(days / 365.25) }
}
