import { IconArrowBackUp, IconDeviceFloppy, IconReport } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answersOf, dermoscopyVersion, keptOf, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { may } from '../../src-shared/policy.ts'
import { useClient, useMe } from '../link/index.ts'
import { type Action, type PlaceOf, tell, useActions, useGoTo } from '../ui/index.ts'
import type { DraftHand } from './drafts.ts'
import { keptTicks, type Ticks } from './ticks.ts'

interface ScoreNeeds {
  readonly place: PlaceOf<'score'>
  readonly shot: Shot
  readonly draft: DraftHand
  readonly context: MarkOf<'score'>['context']
}

const bodyOf = (ticks: Ticks, context: MarkOf<'score'>['context']): MarkOf<'score'> => {
  const kept = keptTicks(ticks, context)
  const results = keptOf(outcomesOf(answersOf(kept) ?? {}, context))
  return { kind: 'score', version: dermoscopyVersion, ticks: kept, context, results }
}

/** What one can do with the ticks, for buttons, keys and palette. */
export function useScoreActions({ place, shot, draft, context }: ScoreNeeds) {
  const { t } = useTranslation('score')
  const { role } = useMe()
  const { review } = useClient()
  const goTo = useGoTo()
  const { patientId, blobId, caseId, lesionId } = shot
  const put = useMutation({
    mutationFn: () =>
      review.put({
        markId: crypto.randomUUID(),
        patientId,
        blobId,
        caseId,
        ...(lesionId && { lesionId }),
        body: bodyOf(draft.ticks, context),
      }),
    onSuccess: () => {
      draft.setSaved()
      tell(t('saved'))
    },
  })
  const mayWrite = may(role, 'mark.write')
  const isEmpty = Object.keys(draft.ticks).length === 0
  const group = t('group')
  const save: Action = {
    id: 'score.save',
    label: t('save'),
    icon: IconDeviceFloppy,
    shortcut: 'mod+enter',
    perform: () => put.mutate(),
    disabledWhy: !mayWrite ? t('readOnly') : isEmpty ? t('nothingToSave') : draft.saved ? t('savedState') : undefined,
    group,
  }
  const undo: Action = {
    id: 'score.undo',
    label: t('undo'),
    icon: IconArrowBackUp,
    shortcut: 'mod+z',
    perform: draft.undo,
    disabledWhy: draft.past.length === 0 ? t('undoNone') : undefined,
    group,
  }
  const report: Action = {
    id: 'score.report',
    label: t('report'),
    icon: IconReport,
    shortcut: 'r',
    perform: () => goTo({ ...place, at: 'report' }),
    disabledWhy: draft.saved ? undefined : t('reportUnsaved'),
    group,
  }
  useActions([save, undo, report])
  return { save, undo, report, busy: put.isPending, error: put.error }
}
