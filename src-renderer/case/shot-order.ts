import { checklists, type Presentation } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { dayOf } from '../ui/when.ts'
import { isPoster } from '../viewer/clip.ts'
import type { ThumbGroup } from '../viewer/thumbs.tsx'

/** Views in the order in which a checklist asks for them; unknown ones last. */
const viewOrder = Object.values(checklists).flatMap(({ views }) => views.map(({ id }) => id))
const rankOf = (view: string): number => {
  const at = viewOrder.indexOf(view)
  return at < 0 ? viewOrder.length : at
}

const byLesionAndView = (a: Shot, b: Shot): number =>
  (a.lesionId ?? '').localeCompare(b.lesionId ?? '') ||
  rankOf(a.view) - rankOf(b.view) ||
  a.takenAt.localeCompare(b.takenAt)

/** Pictures still part of the record, by day, newest day first, within a day lesion by lesion and view by view. */
export function groupsOf(shots: readonly Shot[]): readonly ThumbGroup[] {
  const days = new Map<string, Shot[]>()
  const newestFirst = shots
    .filter(shot => shot.state !== 'voided' && !isPoster(shot))
    .sort((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt))
  for (const shot of newestFirst) {
    const day = dayOf(shot.takenAt)
    days.set(day, [...(days.get(day) ?? []), shot])
  }
  return [...days].map(([heading, list]) => ({ heading, shots: list.sort(byLesionAndView) }))
}

/** A view in words; its id where no checklist has it. */
export function viewLabel(id: string, presentation?: string): string {
  const own = presentation && Object.hasOwn(checklists, presentation) ? [checklists[presentation as Presentation]] : []
  const views = [...own, ...Object.values(checklists)].flatMap(({ views: list }) => list)
  return views.find(view => view.id === id)?.label ?? id
}
