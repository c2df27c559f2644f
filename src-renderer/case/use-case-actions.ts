import {
  IconArrowNarrowDown,
  IconArrowNarrowUp,
  IconArrowsDiff,
  IconCamera,
  IconListCheck,
  IconMessageQuestion,
  IconPencil,
  IconPrinter,
  IconVideo,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type Action, useActions } from '../ui/actions.ts'
import { type PlaceOf, useGoTo } from '../ui/place.ts'
import { usePaper } from '../ui/use-paper.ts'
import { noteFieldId } from './notes.tsx'

interface CaseNeeds {
  readonly place: PlaceOf<'case'>
  readonly row: CaseRow
  readonly shown: Shot | undefined
  /** Pictures in the order of the list. */
  readonly all: readonly Shot[]
  readonly choose: (shot: Shot | undefined) => void
}

/** To the referrals and orders of this visit. */
function useReferring({ patientId, caseId }: PlaceOf<'case'>): Action {
  const { t } = useTranslation('orders')
  const goTo = useGoTo()
  const perform = () => goTo({ at: 'orders', patientId, caseId })
  return { id: 'case.refer', label: t('open'), shortcut: 'f', perform, group: t('group') }
}

/** The summary of this visit on paper; a draft while the visit is open. */
function useSummary({ caseId }: PlaceOf<'case'>): Action {
  const { t } = useTranslation('letters')
  const { t: words } = useTranslation('case')
  const { role } = useMe()
  const print = useMutation(useCutis().letters.visit.mutationOptions(usePaper()))
  return {
    id: 'case.summary',
    label: t('summary'),
    icon: IconPrinter,
    shortcut: 'mod+p',
    perform: () => print.mutate({ caseId, sheet: 'A4' }),
    disabledWhy: may(role, 'note.write') ? undefined : words('readOnly'),
    group: words('group'),
  }
}

export const isOpen = ({ status }: CaseRow): boolean => status === 'in-progress' || status === 'planned'

/** What one can do with a case, for buttons, keys and palette. */
export function useCaseActions({ place, row, shown, all, choose }: CaseNeeds) {
  const { t } = useTranslation('case')
  const goTo = useGoTo()
  const { role } = useMe()
  const { patientId, caseId } = place
  const group = t('group')
  const lesionId = shown?.lesionId
  const about = { patientId, caseId, ...(lesionId ? { lesionId } : {}) }
  const at = shown ? all.indexOf(shown) : -1
  const mayCapture = may(role, 'image.capture')
  const capture: Action = {
    id: 'case.capture',
    label: t('capture'),
    icon: IconCamera,
    shortcut: 'c',
    perform: () => goTo({ at: 'capture', ...about }),
    disabledWhy: !mayCapture ? t('readOnly') : isOpen(row) ? undefined : t('closed'),
    group,
  }
  const compare: Action = {
    id: 'case.compare',
    label: t('compare'),
    icon: IconArrowsDiff,
    shortcut: 'v',
    perform: () => goTo({ at: 'compare', ...about, ...(shown ? { right: shown.blobId } : {}) }),
    disabledWhy: all.length < 2 ? t('compareNone') : undefined,
    group,
  }
  const score: Action = {
    id: 'case.score',
    label: t('score'),
    icon: IconListCheck,
    shortcut: 'd',
    perform: () => shown && goTo({ at: 'score', patientId, blobId: shown.blobId }),
    disabledWhy: shown ? undefined : t('noImages'),
    group,
  }
  const ask: Action = {
    id: 'case.ask',
    label: t('ask'),
    icon: IconMessageQuestion,
    shortcut: 'q',
    perform: () => goTo({ at: 'intake', patientId, caseId }),
    disabledWhy: may(role, 'consult.ask') ? (isOpen(row) ? undefined : t('closed')) : t('readOnly'),
    group,
  }
  const prescribe = usePrescribing(place)
  const refer = useReferring(place)
  const summary = useSummary(place)
  const video = useVideo(place, row)
  useActions([capture, compare, score, ask, refer, prescribe, summary, video, ...useCaseKeys({ all, at, choose })])
  return { capture, compare, score, ask, prescribe, summary, video }
}

/** To the patient by video. */
function useVideo({ patientId, caseId }: PlaceOf<'case'>, row: CaseRow): Action {
  const { t } = useTranslation('visit')
  const goTo = useGoTo()
  return {
    id: 'case.video',
    label: t('open'),
    icon: IconVideo,
    shortcut: 'b',
    perform: () => goTo({ at: 'visit', patientId, caseId }),
    disabledWhy: isOpen(row) ? undefined : t('closed'),
    group: t('group'),
  }
}

/** To the prescriptions of this visit. */
function usePrescribing({ patientId, caseId }: PlaceOf<'case'>): Action {
  const { t } = useTranslation('case')
  const { t: words } = useTranslation('prescribing')
  const goTo = useGoTo()
  return {
    id: 'case.prescribe',
    label: words('title'),
    shortcut: 'r',
    perform: () => goTo({ at: 'prescribe', patientId, caseId }),
    group: t('group'),
  }
}

/** Keys without a button: through the list of pictures, and to the note. */
function useCaseKeys({
  all,
  at,
  choose,
}: Pick<CaseNeeds, 'all' | 'choose'> & { readonly at: number }): readonly Action[] {
  const { t } = useTranslation('case')
  const { role } = useMe()
  const group = t('group')
  return [
    {
      id: 'case.next',
      label: t('next'),
      icon: IconArrowNarrowDown,
      shortcut: 'j',
      perform: () => choose(all[at + 1]),
      group,
    },
    {
      id: 'case.previous',
      label: t('previous'),
      icon: IconArrowNarrowUp,
      shortcut: 'k',
      perform: () => choose(all[at - 1]),
      group,
    },
    {
      id: 'case.note',
      label: t('writeNote'),
      icon: IconPencil,
      shortcut: 'n',
      perform: () => document.getElementById(noteFieldId)?.focus(),
      disabledWhy: may(role, 'note.write') ? undefined : t('readOnly'),
      group,
    },
  ]
}
