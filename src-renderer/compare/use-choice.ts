import { useMemo } from 'react'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { type PlaceOf, useReplace } from '../ui/place.ts'
import { candidatesOf, chosenOf, nextFor, type PaneId, paneIds, stepOf } from './choice.ts'

/** What is compared, and the ways to choose something else; kept in the place, so that going back finds it again. */
export function useChoice(place: PlaceOf<'compare'>, shots: readonly Shot[], active: PaneId) {
  const replace = useReplace()
  const candidates = useMemo(() => candidatesOf(shots, place.lesionId), [shots, place.lesionId])
  const { left, right } = chosenOf(candidates, { left: place.left, right: place.right })
  const more = (place.more ?? []).flatMap(id => candidates.find(({ blobId }) => blobId === id) ?? [])
  const shown: readonly (Shot | undefined)[] = [left, right, ...more.slice(0, 2)]
  const at = Math.max(0, Math.min(shown.length - 1, paneIds.indexOf(active)))
  const show = ([first, second, ...rest]: readonly (Shot | undefined)[]) =>
    replace({
      ...place,
      ...(first && { left: first.blobId }),
      ...(second && { right: second.blobId }),
      more: rest.flatMap(shot => shot?.blobId ?? []),
    })
  const choose = (shot: Shot) => show(shown.map((other, index) => (index === at ? shot : other)))
  return {
    candidates,
    shown,
    now: shown[at],
    next: shown.length < paneIds.length ? nextFor(candidates, shown) : undefined,
    choose,
    swap: () => show([shown[1], shown[0], ...shown.slice(2)]),
    step: (by: 1 | -1) => {
      const next = stepOf(candidates, shown[at], by)
      if (next) choose(next)
    },
    add: (shot: Shot) => show([...shown, shot]),
    remove: () => show(shown.slice(0, -1)),
    ofLesion: (lesionId: Lesion['lesionId'] | undefined) => {
      const { left: _left, right: _right, more: _more, lesionId: _lesion, ...rest } = place
      replace({ ...rest, ...(lesionId ? { lesionId } : {}) })
    },
  }
}
export type Choice = ReturnType<typeof useChoice>
