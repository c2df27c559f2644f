import { IconCamera, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { intakeItems } from '../../src-shared/clinical/intake/items.ts'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import { Panel } from '../ui/panel.tsx'
import { type PlaceOf, useGoTo, useReplace } from '../ui/place.ts'
import { presentationLabel } from '../ui/presentation.ts'
import { Screen } from '../ui/screen.tsx'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { clockText } from '../ui/when.ts'
import { ConsentPanel } from './consent-panel.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import styles from './intake.module.css'
import { ItemField } from './item-field.tsx'
import { MissingPanel } from './missing-panel.tsx'
import { SenderPanel } from './sender-panel.tsx'
import { type IntakeDraft, useIntakeDraft } from './use-intake-draft.ts'

interface IntakeDeskProps {
  readonly place: PlaceOf<'intake'>
  readonly consult: Consult
}

type Group = (typeof intakeItems)[number]['group']
const groups: readonly Group[] = ['question', 'symptoms', 'change', 'general', 'background', 'skin', 'context']
/** Items that only lesions, or only rashes, are asked for. */
const isAsked = (need: (typeof intakeItems)[number]['need'], presentation: string): boolean => {
  if (need === 'lesion') return presentation.endsWith('lesion') || presentation.endsWith('lesions')
  return need !== 'rash' || presentation.startsWith('rash')
}

/** The history at the left, what is still missing at the right. */
export function IntakeDesk({ place, consult }: IntakeDeskProps) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const draft = useIntakeDraft(consult)
  const { actions, error } = useIntakeActions({ place, consult, draft })
  const shown = groups.map(group => ({
    group,
    items: intakeItems.filter(
      item => item.of === 'history' && item.group === group && isAsked(item.need, consult.presentation),
    ),
  }))
  return (
    <Screen
      title={`${t('title')}: ${presentationLabel(consult.presentation)}`}
      note={<Kept draft={draft} />}
      tools={actions.map(action => (
        <ActionButton
          key={action.id}
          action={action}
          {...(action.id === 'intake.send' && { variant: 'filled' as const })}
        />
      ))}
    >
      <div className={styles.columns}>
        <div className={styles.form}>
          {error !== null && error !== undefined && <Failed error={error} />}
          <SenderPanel draft={draft} />
          {shown
            .filter(({ items }) => items.length > 0)
            .map(({ group, items }) => (
              <Panel key={group} title={codes(`group.${group}`)}>
                <div className={styles.items}>
                  {items.map(({ code }) => (
                    <ItemField key={code} code={code as never} draft={draft} />
                  ))}
                </div>
              </Panel>
            ))}
          <FindingsPanel consult={consult} draft={draft} />
          <ConsentPanel draft={draft} />
        </div>
        <MissingPanel consult={consult} draft={draft} />
      </div>
    </Screen>
  )
}

function Kept({ draft }: { draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  if (draft.saving) return <span>{t('saving')}</span>
  return <span>{draft.savedAt ? t('saved', { at: clockText(draft.savedAt) }) : t('says')}</span>
}

/** Sending, and going to take the pictures that are missing. */
function useIntakeActions({ place, consult, draft }: IntakeDeskProps & { readonly draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  const goTo = useGoTo()
  const replace = useReplace()
  const { consultId, missing, state } = consult
  const send = useMutation(
    useCutis().consults.send.mutationOptions({
      onSuccess: () => {
        tell(t('sent'))
        replace({ at: 'consult', patientId: place.patientId, caseId: place.caseId, consultId })
      },
    }),
  )
  const group = t('group')
  const perform = () =>
    void draft
      .keep()
      .then(() => send.mutate({ consultId }))
      .catch(() => {})
  const actions = useActions([
    {
      id: 'intake.capture',
      label: t('capture'),
      icon: IconCamera,
      shortcut: 'c',
      perform: () => goTo({ at: 'capture', patientId: place.patientId, caseId: place.caseId }),
      group,
    },
    {
      id: 'intake.send',
      label: t(state === 'retake' ? 'sendAgain' : 'send'),
      icon: IconSend,
      shortcut: 'mod+enter',
      perform,
      disabledWhy: missing.length > 0 ? t('notYet', { count: missing.length }) : undefined,
      group,
    },
  ])
  return { actions, error: send.error ?? draft.error }
}
