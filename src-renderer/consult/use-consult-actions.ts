import { IconArrowRight, IconHandStop, IconNotes, IconPrinter, IconUserCheck, IconUserMinus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type Action, useActions } from '../ui/actions.ts'
import { type PlaceOf, useGoTo } from '../ui/place.ts'
import { tell } from '../ui/undo.tsx'
import { usePaper } from '../ui/use-paper.ts'
import { stampText } from '../ui/when.ts'
import { useNext } from './use-next.ts'

interface Needs {
  readonly place: PlaceOf<'consult'>
  readonly consult: Consult
}

type Offered = Action & { readonly when: boolean }

/** What one can do with the consult as a whole, as far as role and state allow: only that is offered. */
export function useConsultActions(needs: Needs): readonly Action[] {
  const { t } = useTranslation('consult')
  const goTo = useGoTo()
  const { place, consult } = needs
  const group = t('group')
  const openCase: Action = {
    id: 'consult.case',
    label: t('openCase'),
    shortcut: 'o',
    perform: () => goTo({ at: 'case', patientId: place.patientId, caseId: consult.caseId }),
    group,
  }
  const offered = [...usePrinting(needs), ...useAskersActions(needs), ...useAnswerersActions(needs)].filter(
    ({ when }) => when,
  )
  return useActions([openCase, ...offered])
}

/** The signed answer on paper, to the browser's downloads. */
function usePrinting({ consult: { consultId, answer } }: Needs): readonly Offered[] {
  const { t } = useTranslation('consult')
  const { role } = useMe()
  const { t: words } = useTranslation('letters')
  const cutis = useCutis()
  const paper = usePaper()
  const print = useMutation(cutis.consults.paper.mutationOptions(paper))
  const hand = useMutation(cutis.letters.instructions.mutationOptions(paper))
  const when = answer !== undefined && may(role, 'consult.ask')
  const group = t('group')
  return [
    {
      id: 'consult.print',
      label: t('print'),
      icon: IconPrinter,
      shortcut: 'mod+p',
      perform: () => print.mutate({ consultId, sheet: 'A4' }),
      when,
      group,
    },
    {
      id: 'consult.instructions',
      label: words('instructions'),
      icon: IconPrinter,
      perform: () => hand.mutate({ consultId, sheet: 'A4', language: 'en' }),
      when,
      group,
    },
    {
      id: 'consult.instructionsEs',
      label: words('instructionsEs'),
      icon: IconPrinter,
      perform: () => hand.mutate({ consultId, sheet: 'A4', language: 'es' }),
      when,
      group,
    },
  ]
}

/** Of whoever asked: to complete it, and to close it when it is answered. */
function useAskersActions({ place, consult }: Needs): readonly Offered[] {
  const { t } = useTranslation('consult')
  const { role, name } = useMe()
  const goTo = useGoTo()
  const { consultId, caseId, state } = consult
  const acknowledge = useMutation(
    useCutis().consults.acknowledge.mutationOptions({ onSuccess: () => tell(t('acknowledged')) }),
  )
  const mayAsk = may(role, 'consult.ask')
  const group = t('group')
  return [
    {
      id: 'consult.edit',
      label: t('edit'),
      icon: IconNotes,
      shortcut: 'h',
      perform: () => goTo({ at: 'intake', patientId: place.patientId, caseId }),
      when: mayAsk && (state === 'draft' || state === 'retake'),
      group,
    },
    {
      id: 'consult.acknowledge',
      label: t('acknowledge'),
      icon: IconHandStop,
      shortcut: 'mod+enter',
      perform: () => acknowledge.mutate({ consultId }),
      // Nobody closes their own answer for the one who asked; the engine goes by the person, the button by the name.
      when: mayAsk && state === 'answered' && (consult.answer?.by !== name || consult.referrer === name),
      group,
    },
  ]
}

/** Of a dermatologist: to take it, to give it back, and to go on to the next. */
function useAnswerersActions({ consult }: Needs): readonly Offered[] {
  const { t } = useTranslation('consult')
  const { role } = useMe()
  const { consultId, state, claim } = consult
  const cutis = useCutis()
  const take = useMutation(cutis.consults.claim.mutationOptions())
  const release = useMutation(cutis.consults.release.mutationOptions())
  const mayAnswer = may(role, 'consult.answer')
  const next = useNext(consultId, mayAnswer)
  const isMine = claim?.mine === true
  const group = t('group')
  return [
    {
      id: 'consult.release',
      label: t('release'),
      icon: IconUserMinus,
      perform: () => release.mutate({ consultId }),
      when: mayAnswer && isMine,
      group,
    },
    {
      id: 'consult.claim',
      label: t('claim'),
      icon: IconUserCheck,
      shortcut: 't',
      perform: () => take.mutate({ consultId }),
      disabledWhy: claim && !isMine ? t('claimedBy', { name: claim.by, until: stampText(claim.until) }) : undefined,
      when: mayAnswer && !isMine && (state === 'sent' || state === 'claimed'),
      group,
    },
    {
      id: 'consult.next',
      label: t('next'),
      icon: IconArrowRight,
      shortcut: 'x',
      perform: next,
      when: mayAnswer,
      group,
    },
  ]
}
