import { poseSiteOf } from '../../src-shared/clinical/body-poses.ts'
import {
  checklists,
  type Missing,
  missingViews,
  type Presentation,
  type Setting,
  type View,
} from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'

/** What the camera is aimed at: a view of the checklist, and a lesion or at least a site. */
export interface Aim {
  readonly view: string
  readonly lesionId?: Lesion['lesionId'] | undefined
  readonly siteCode?: string | undefined
  readonly laterality?: Shot['laterality'] | undefined
}

/** One line of the checklist: a view, for one lesion where the view is taken per lesion. */
export interface Item {
  readonly key: string
  readonly view: View
  readonly lesion?: Lesion
  readonly taken: number
  /** How many the presentation asks for here and now; 0 where it asks for none. */
  readonly asked: number
  /** Whether the patient is affected there has not been answered yet. */
  readonly unanswered: boolean
}

export interface Work {
  readonly presentation: string
  readonly lesions: readonly Lesion[]
  /** Pictures of this visit. */
  readonly shots: readonly Shot[]
  readonly dermoscope: boolean
  readonly affected: readonly string[]
  readonly unaffected: readonly string[]
}

export const isPresentation = (text: string): text is Presentation => Object.hasOwn(checklists, text)

/** The checklist of a presentation; a presentation this version does not know is taken for a single lesion. */
export const presentationOf = (text: string): Presentation => (isPresentation(text) ? text : 'single-lesion')

const kept = (shots: readonly Shot[]) => shots.filter(({ state }) => state !== 'voided')

/** Lesions photographed or chosen in this visit get the numbers of the checklist, in the order they were found. */
function settingOf({ lesions, dermoscope, affected, unaffected }: Work): Setting {
  return { dermoscope, lesions: lesions.map((_, at) => at + 1), affected, unaffected }
}

const numberOf = (lesions: readonly Lesion[], lesionId: string | undefined): number | undefined => {
  const at = lesions.findIndex(lesion => lesion.lesionId === lesionId)
  return at < 0 ? undefined : at + 1
}

/** What is still to take, in checklist order. */
export function missingOf(work: Work): readonly Missing[] {
  const taken = kept(work.shots).map(({ view, lesionId }) => {
    const lesion = numberOf(work.lesions, lesionId)
    return { viewId: view, ...(lesion === undefined ? {} : { lesion }) }
  })
  return missingViews(presentationOf(work.presentation), taken, settingOf(work))
}

/** All lines of the checklist, taken or not: first what is taken once, then lesion by lesion. */
export function itemsOf(work: Work): readonly Item[] {
  const missing = missingOf(work)
  const views = checklists[presentationOf(work.presentation)].views
  const items = views.flatMap(view => {
    const lesions: readonly (Lesion | undefined)[] =
      view.perLesion && work.lesions.length > 0 ? work.lesions : [undefined]
    return lesions.map(lesion => {
      const taken = kept(work.shots).filter(
        shot => shot.view === view.id && (lesion === undefined || shot.lesionId === lesion.lesionId),
      ).length
      const gap = missing.find(
        one =>
          one.view.id === view.id && (lesion === undefined || one.lesion === numberOf(work.lesions, lesion.lesionId)),
      )
      const asked = gap ? taken + gap.toTake : view.need === 'required' ? view.count : 0
      return {
        key: `${view.id}/${lesion?.lesionId ?? ''}`,
        view,
        ...(lesion ? { lesion } : {}),
        taken,
        asked,
        unanswered: gap?.unanswered ?? false,
      }
    })
  })
  const rank = ({ lesion }: Item) => numberOf(work.lesions, lesion?.lesionId) ?? 0
  return items.sort((a, b) => rank(a) - rank(b))
}

/** Whether this line is what is aimed at. */
export const isAimed = ({ view, lesion }: Item, aim: Aim): boolean =>
  view.id === aim.view && (lesion === undefined || lesion.lesionId === aim.lesionId)

/** The line to go on to, round and round: the next one that still asks for a picture, else simply the next. */
export function nextItem(items: readonly Item[], aim: Aim): Item | undefined {
  const at = items.findIndex(item => isAimed(item, aim))
  const round = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))]
  return round.find(({ taken, asked }) => taken < asked) ?? round[0]
}

/** Where to aim after a picture was kept: at the same lesion's next missing view, else at the first missing one; where nothing is missing, as before. */
export function nextAim(work: Work, aim: Aim): Aim {
  const missing = missingOf(work).filter(({ toTake }) => toTake > 0)
  const here = numberOf(work.lesions, aim.lesionId)
  const ofLesion = here === undefined ? undefined : missing.find(({ lesion }) => lesion === here)
  const next = ofLesion ?? missing[0]
  if (!next) return aim
  return aimedAt(work, aim, {
    view: next.view,
    lesion: next.lesion === undefined ? undefined : work.lesions[next.lesion - 1],
  })
}

/** Aims at a view. A picture of all lesions together is filed under none of them. */
export function aimedAt({ presentation }: Pick<Work, 'presentation'>, aim: Aim, { view, lesion }: Line): Aim {
  if (lesion && lesion.lesionId !== aim.lesionId)
    return { view: view.id, lesionId: lesion.lesionId, siteCode: lesion.siteCode, laterality: lesion.laterality }
  const isOfAll = !view.perLesion && checklists[presentationOf(presentation)].views.some(({ perLesion }) => perLesion)
  const pose = poseSiteOf(view.id)
  if (pose) return { view: view.id, ...pose }
  return { ...aim, view: view.id, lesionId: isOfAll ? undefined : aim.lesionId }
}

interface Line {
  readonly view: View
  readonly lesion?: Lesion | undefined
}

const lastOf = (shots: readonly Shot[]): Shot | undefined =>
  shots.toSorted((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt))[0]

/**
 * The picture to lay over the live one: the last of the same lesion and view, else of the same kind of view. A pose of the whole
 * body belongs to no lesion: for it the last of the same pose.
 */
export function ghostFor(history: readonly Shot[], aim: Aim, sameKind: (view: string) => boolean): Shot | undefined {
  if (poseSiteOf(aim.view)) return lastOf(history.filter(({ view, state }) => view === aim.view && state === 'kept'))
  if (aim.lesionId === undefined) return undefined
  const usable = kept(history)
    .filter(({ lesionId, state }) => lesionId === aim.lesionId && state === 'kept')
    .sort((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt))
  return usable.find(({ view }) => view === aim.view) ?? usable.find(({ view }) => sameKind(view))
}

/** The view of any checklist with this id; undefined for one of another version or clinic. */
export function viewOf(id: string, presentation: string): View | undefined {
  const first = checklists[presentationOf(presentation)].views.find(view => view.id === id)
  return (
    first ??
    Object.values(checklists)
      .flatMap(({ views }) => views)
      .find(view => view.id === id)
  )
}
