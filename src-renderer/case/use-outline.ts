import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf, Scale } from '../../src-shared/contract/marks.ts'
import type { OutlineSuggestion } from '../../src-shared/contract/review.ts'
import { ofFewCorners } from '../../src-shared/imaging/outline/brush.ts'
import { useClient } from '../link/index.ts'
import { type Brush, ringBrushed, type Trace } from '../marks/brush.ts'
import { type Reshape, reshaped } from '../marks/drawing.ts'
import { outlineAs, outlineOf } from '../marks/remeasured.ts'
import { crossesItself, onPicture, type Spot } from '../marks/spot.ts'
import type { Marks } from '../marks/use-marks.ts'

/** The name under which the suggested outline lies on the picture. */
export const suggestedId = 'outline-suggestion'

/** What looks for outlines sees this many places across the longer side at the least; its line is known no better than one of them. */
const places = 160

/** A suggestion that the clinician changes; the newest ring is the last. */
interface Draft {
  readonly rings: readonly (readonly Spot[])[]
  readonly editing: boolean
}

interface OutlineGiven {
  readonly shot: Shot | undefined
  readonly marks: Marks
  readonly scale: Scale | undefined
  /** The mark that is chosen. */
  readonly chosen: string | undefined
  readonly say: (remark: string | undefined) => void
}

/** A picture has one outline of its lesion: a new one takes the place of the old. */
export function keepOutline(marks: Marks, body: MarkOf<'outline'>): void {
  const old = marks.marks.findLast(one => one.body.kind === 'outline')
  if (old) marks.change(old, body)
  else marks.add(body)
}

/** The outline mark that is chosen and has a single ring, so that it can be changed. */
function chosenOutline(marks: Marks, chosen: string | undefined) {
  const mark = marks.marks.find(({ markId }) => markId === chosen)
  const [ring, ...more] = mark?.body.kind === 'outline' ? mark.body.rings : []
  return mark?.body.kind === 'outline' && ring && more.length === 0 ? { mark, body: mark.body, ring } : undefined
}

/** Asking for an outline of the picture on screen. */
function useLook(shot: Shot | undefined) {
  const { review } = useClient()
  const look = useMutation({
    mutationFn: async ({ blobId }: Shot) => ({ blobId, suggestion: await review.outline({ blobId }) }),
  })
  // What was found on another picture says nothing here.
  const suggestion = look.data && look.data.blobId === shot?.blobId ? look.data.suggestion : undefined
  return { look, suggestion }
}

/** Refuses in words what cannot be an outline; else gives it on. */
function usePlain(say: OutlineGiven['say']) {
  const { t } = useTranslation('marks')
  return (ring: readonly Spot[] | undefined): ring is readonly Spot[] => {
    if (!ring) say(t('brushNothing'))
    else say(crossesItself(ring) ? t('crossing') : undefined)
    return ring !== undefined && !crossesItself(ring)
  }
}

/** A suggested outline on its picture. */
interface Found {
  readonly origin: 'model' | 'classical'
  readonly maker: { readonly name: string; readonly version: string }
  readonly ring: readonly Spot[]
  /** How well its line is known, px of the original, k = 2. */
  readonly placePx: number
}

function foundOn(shot: Shot | undefined, suggestion: OutlineSuggestion | undefined): Found | undefined {
  if (!shot || !suggestion?.found) return undefined
  const { origin, maker, ring } = suggestion
  const placePx = Math.max(shot.widthPx, shot.heightPx) / places
  return { origin, maker, ring: ring.map(spot => onPicture(shot, spot)), placePx }
}

/** So few corners that each can be held. */
const editable = ({ ring, placePx }: Found): readonly Spot[] =>
  ofFewCorners(
    ring.map(([x, y]) => ({ x, y })),
    placePx / 4,
  ).map(({ x, y }) => [x, y])

/** A suggestion while the clinician changes it. Where nothing was changed, its line is the one that was found. */
function useEdited(found: Found | undefined, isPlain: ReturnType<typeof usePlain>) {
  const [draft, setDraft] = useState<Draft>()
  const latest = draft?.rings.at(-1) ?? found?.ring
  const ring = found && latest
  const edited = draft !== undefined && draft.rings.length > 1
  return {
    ring,
    edited,
    editing: found !== undefined && draft?.editing === true,
    edit: () => found && setDraft({ rings: draft?.rings ?? [editable(found)], editing: !draft?.editing }),
    rest: () => draft && setDraft({ ...draft, editing: false }),
    takeBack: () => draft && setDraft({ ...draft, rings: draft.rings.slice(0, -1) }),
    change: (next: readonly Spot[] | undefined) => {
      if (draft && isPlain(next) && next !== ring) setDraft({ ...draft, rings: [...draft.rings, next] })
    },
    forget: () => setDraft(undefined),
    points: edited ? ring : found?.ring,
  }
}

/**
 * Suggesting the lesion's outline on the picture on screen. What is found stays a suggestion, also while it is changed, until it
 * is confirmed. The brush changes the suggestion, or else the outline that is chosen.
 */
export function useOutline({ shot, marks, scale, chosen, say }: OutlineGiven) {
  const { look, suggestion } = useLook(shot)
  const isPlain = usePlain(say)
  const found = foundOn(shot, suggestion)
  const { forget, points, change, ...draft } = useEdited(found, isPlain)
  const target = draft.editing ? undefined : chosenOutline(marks, chosen)
  const leave = () => {
    forget()
    look.reset()
  }
  const brushKept = (kept: NonNullable<typeof target>, next: readonly Spot[] | undefined) => {
    if (!isPlain(next) || next === kept.ring) return
    marks.change(kept.mark, { ...outlineAs(kept.body, next, scale), edited: kept.body.origin !== 'hand' })
  }
  return {
    ...draft,
    suggestion,
    looks: look.isPending,
    error: look.error,
    look: () => {
      forget()
      if (shot) look.mutate(shot)
    },
    confirm: () => {
      if (!found || !points) return
      const { origin, maker, placePx } = found
      const body = outlineOf({ points, placePx }, scale)
      keepOutline(marks, { ...body, origin, suggestedBy: maker, edited: draft.edited })
      leave()
    },
    reject: leave,
    reshape: (by: Reshape) => draft.ring && change(reshaped('region', draft.ring, by)),
    /** The outline that is chosen, where it can be changed. */
    kept: target?.body,
    /** True where the brush has something to change. */
    brushes: draft.editing || target !== undefined,
    traced: (trace: Trace) => {
      if (shot && draft.editing && draft.ring) change(ringBrushed(draft.ring, trace, shot))
      else if (shot && target) brushKept(target, ringBrushed(target.ring, trace, shot))
    },
  }
}

const first: Brush = { act: 'add', radiusCss: 16 }

/** The brush: in the hand or not, and as large as it was last. */
export function useBrushInHand() {
  const [held, setHeld] = useState(false)
  const [brush, setBrush] = useState(first)
  return {
    last: brush,
    inHand: held ? brush : undefined,
    set: (next: Brush | undefined) => {
      setHeld(next !== undefined)
      if (next) setBrush(next)
    },
  }
}
