import { checklists } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { isClip, isPoster } from '../viewer/clip.ts'

/** Panes in the order they stand; pictures are laid over that of the first one. */
export const paneIds = ['left', 'right', 'third', 'fourth'] as const
export type PaneId = (typeof paneIds)[number]
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
    .filter(shot => shot.state !== 'voided' && !isClip(shot) && !isPoster(shot))
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

const baselineOf = (candidates: readonly Shot[], right: Shot | undefined): Shot | undefined =>
  right && baselineFor(candidates, right)

/** Pictures of the same lesion and kind, itself among them. */
const alikeTo = (candidates: readonly Shot[], one: Shot): readonly Shot[] =>
  candidates.filter(shot => shot.lesionId === one.lesionId && kindOf(shot) === kindOf(one))

/**
 * Newest on the right against its baseline on the left, unless something else was asked for and is there. A picture asked for alone
 * is compared with one of its kind: as the baseline where it is the oldest, not at all where there is no other.
 */
export function chosenOf(
  candidates: readonly Shot[],
  asked: Chosen,
): { left: Shot | undefined; right: Shot | undefined } {
  const find = (id: string | undefined) => candidates.find(({ blobId }) => blobId === id)
  const alone = asked.left === undefined ? find(asked.right) : undefined
  const alike = alone && alikeTo(candidates, alone)
  if (alike?.[1] && alike[0] === alone) return { left: alone, right: alike.at(-1) }
  const wanted = alike?.length === 1 ? undefined : asked.right
  const right = find(wanted) ?? newestOf(candidates.filter(({ blobId }) => blobId !== asked.left))
  return { left: find(asked.left) ?? baselineOf(candidates, right), right }
}

/** The neighbour in time of a pane's picture; undefined at either end. */
export function stepOf(candidates: readonly Shot[], from: Shot | undefined, by: 1 | -1): Shot | undefined {
  const at = candidates.findIndex(({ blobId }) => blobId === from?.blobId)
  return at < 0 ? undefined : candidates[at + by]
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

/** The picture that one more pane shows: the newest that is in none yet. */
export const nextFor = (candidates: readonly Shot[], shown: readonly (Shot | undefined)[]): Shot | undefined =>
  candidates.findLast(shot => !shown.includes(shot))
