import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { IconPencil, IconSignature } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { outcomeCodes } from '../../src-shared/clinical/triage/codes.ts'
import type { Answered, Consult } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import { Panel } from '../ui/panel.tsx'
import type { PlaceOf } from '../ui/place.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { type Draft, isSaid, needsOf, useAnswerDraft } from './answer-draft.ts'
import styles from './consult.module.css'
import { LeafletChoice } from './leaflet-choice.tsx'
import { LinkForm } from './link-form.tsx'
import { ReportChoice } from './report-choice.tsx'

const adviceId = 'consult-advice'
type Outcome = Answered['outcome']
/** Outcomes that a digit chooses; asking for pictures has a form of its own. */
const chosenByDigit = outcomeCodes.filter(code => code !== 'REPEAT_IMAGES')
const keysOf = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

interface AnswerFormProps {
  readonly place: PlaceOf<'consult'>
  readonly consult: Consult
}

/** The dermatologist's answer: an outcome, their own words, what follows from it; signed as a whole. */
export function AnswerForm({ place, consult }: AnswerFormProps) {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('triage')
  const { draft, set } = useAnswerDraft()
  const { sign, action } = useSigning(consult, draft)
  const text = (part: 'findings' | 'impression' | 'advice') => ({
    label: t(part),
    value: draft[part],
    autosize: true,
    maxLength: part === 'impression' ? 2000 : 8000,
    onChange: (event: { currentTarget: { value: string } }) => set({ [part]: event.currentTarget.value }),
  })
  const needs = needsOf(consult, draft)
  useOutcomeKeys(outcome => set({ outcome }))
  return (
    <Panel title={t('answer')}>
      <div className={styles.form}>
        <Select
          label={t('outcome')}
          data={chosenByDigit.map((value, at) => ({
            value,
            label: `${keysOf[at] ?? ''}  ${words(`outcome.${value}`)}`,
          }))}
          value={draft.outcome}
          allowDeselect={false}
          onChange={chosen => chosen && set({ outcome: chosen as Outcome })}
        />
        {needs.length > 0 && (
          <output className={styles.needs}>
            {t('needs', { what: needs.map(need => words(`need.${need}`)).join(', ') })}
          </output>
        )}
        <Textarea {...text('findings')} minRows={2} />
        <Textarea {...text('impression')} minRows={1} />
        <Textarea {...text('advice')} id={adviceId} minRows={2} />
        <Checkbox
          label={t('procedure')}
          checked={draft.procedure}
          onChange={event => set({ procedure: event.currentTarget.checked })}
        />
        <LeafletChoice value={draft.education} onChange={education => set({ education })} />
        <LinkForm place={place} draft={draft} onLinks={links => set({ links })} />
        <ReportChoice
          caseId={consult.caseId}
          value={draft.reportMarkId}
          onChange={reportMarkId => set({ reportMarkId })}
        />
        {sign.error && <Failed error={sign.error} />}
        <ActionButton action={action} variant="filled" />
        {sign.isPending && <Button loading variant="subtle" />}
      </div>
    </Panel>
  )
}

/** Signing, and why it cannot be done yet. */
function useSigning(consult: Consult, draft: Draft) {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('triage')
  const sign = useMutation(useCutis().consults.answer.mutationOptions({ onSuccess: () => tell(t('signed')) }))
  const needs = needsOf(consult, draft)
  const why = needs[0] ? t('needs', { what: words(`need.${needs[0]}`) }) : isSaid(draft) ? undefined : t('nothingSaid')
  const { reportMarkId, ...rest } = draft
  const answer = { ...rest, ...(reportMarkId && { reportMarkId }), images: [] }
  const [action] = useActions([
    {
      id: 'consult.sign',
      label: t('sign'),
      icon: IconSignature,
      shortcut: 'mod+enter',
      perform: () => sign.mutate({ consultId: consult.consultId, answer }),
      disabledWhy: why,
      group: t('group'),
    },
  ])
  return { sign, action }
}

/** A digit chooses the outcome, `n` goes to the words. */
function useOutcomeKeys(choose: (outcome: Outcome) => void): void {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('triage')
  const group = t('group')
  useActions([
    ...chosenByDigit.flatMap((code, at) => {
      const shortcut = keysOf[at]
      if (shortcut === undefined) return []
      const label = words(`outcome.${code}`)
      return [{ id: `consult.outcome.${code}`, label, shortcut, perform: () => choose(code), group }]
    }),
    {
      id: 'consult.words',
      label: t('advice'),
      icon: IconPencil,
      shortcut: 'n',
      perform: () => document.getElementById(adviceId)?.focus(),
      group,
    },
  ])
}
