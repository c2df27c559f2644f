import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { outlineFindings } from '../../src-shared/imaging/outline/findings.ts'
import { useBytes } from '../link/index.ts'
import { wholePixels } from '../marks/original-pixels.ts'
import { type Action, useActions } from '../ui/index.ts'
import type { DraftHand } from './drafts.ts'
import { outlineOn, type Suggestion, suggestionsOf } from './suggested.ts'
import { withTaken } from './ticks.ts'

/** Colours need no more than this; the outline stays in px of the original. */
const workingLongPx = 512

/** The colours and limits are those of dermoscopy: on a plain photograph they mean nothing. */
const isDermoscopic = ({ view, device }: Shot): boolean => view === 'dermoscopic' || device.dermoscopic !== undefined

interface Needs {
  readonly shot: Shot
  readonly marks: readonly Mark[]
  readonly draft: DraftHand
}

/** Suggestions of the picture's confirmed outline that are not answered yet, measured when the screen is opened, and taking them. */
export function useSuggestions({ shot, marks, draft }: Needs) {
  const { t } = useTranslation('score')
  const { urlOf } = useBytes()
  const { blobId, widthPx, heightPx } = shot
  const outline = outlineOn(marks, blobId)
  const measurable = isDermoscopic(shot)
  const found = useQuery({
    queryKey: ['outline-findings', blobId, outline?.markId],
    enabled: outline !== undefined && measurable,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const pixels = await wholePixels(urlOf(blobId, 'screen'), shot, workingLongPx)
      const ring = (outline?.body.rings[0] ?? []).map(([x, y]) => ({ x, y }))
      return outlineFindings({ ring, widthPx, heightPx, pixels })
    },
  })
  const good = found.data?.good ? found.data : undefined
  const all = outline ? suggestionsOf(outline, good) : []
  const open = all.filter(({ code }) => draft.ticks[code] === undefined)
  const take = (taken: readonly Suggestion[]) => draft.change(ticks => withTaken(ticks, taken))
  const takeAll: Action = {
    id: 'score.takeAll',
    label: t('takeAll'),
    icon: IconListCheck,
    shortcut: 't',
    perform: () => take(open),
    disabledWhy: open.length === 0 ? t('takeNone') : undefined,
    group: t('group'),
  }
  useActions([takeAll])
  return { outline, measurable, found, open, take, takeAll }
}
export type SuggestionsNow = ReturnType<typeof useSuggestions>
