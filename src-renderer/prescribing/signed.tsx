import { TextInput } from '@mantine/core'
import { IconPrinter, IconRefresh, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type Action, useActions } from '../ui/actions.ts'
import { KeyLines } from '../ui/key-lines.tsx'
import { savePdf } from '../ui/save-file.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { stampText } from '../ui/when.ts'
import styles from './prescribing.module.css'
import { Preview } from './preview.tsx'

/** A prescription that is no draft any more: what was signed, by whom, and whether it still is that. */
export function Signed({ view }: { view: PrescriptionView }) {
  const { t } = useTranslation('prescribing')
  const { signature, events } = view
  const { actions, reason, setReason, failed } = useSignedActions(view)
  return (
    <div className={styles.open}>
      <Preview draft={view.draft} programme={view.programme} />
      <div className={styles.side}>
        {signature && (
          <>
            <p>{t('signedBy', { by: signature.by, at: stampText(signature.at) })}</p>
            <KeyLines signature={signature} />
          </>
        )}
        {events.map(({ what, at, by, note }) => (
          <p key={at + what} className={styles.soft}>
            {t(`event.${what}`)}: {by}, {stampText(at)}
            {note !== undefined && `. ${note}`}
          </p>
        ))}
        {view.status === 'active' && (
          <TextInput
            label={t('cancelReason')}
            value={reason}
            maxLength={500}
            onChange={event => setReason(event.currentTarget.value)}
          />
        )}
        {failed && <Failed error={failed} />}
        <div className={styles.row}>
          {actions.map(action => (
            <ActionButton key={action.id} action={action} />
          ))}
        </div>
      </div>
    </div>
  )
}

function useSignedActions({ prescriptionId, status, signature }: PrescriptionView) {
  const { t } = useTranslation('prescribing')
  const { role } = useMe()
  const { prescribing } = useCutis()
  const [reason, setReason] = useState('')
  const print = useMutation(
    prescribing.paper.mutationOptions({
      onSuccess: ({ pdf, title }) => {
        savePdf(pdf, title)
        tell(t('printed'))
      },
    }),
  )
  const cancel = useMutation(prescribing.cancel.mutationOptions({ onSuccess: () => tell(t('cancelled')) }))
  const refill = useMutation(prescribing.requestRefill.mutationOptions({ onSuccess: () => tell(t('refillAsked')) }))
  const group = t('group')
  const mayDraft = may(role, 'prescription.draft')
  const isLive = signature !== undefined && (status === 'active' || status === 'completed')
  const offered: readonly (Action & { readonly when: boolean })[] = [
    {
      id: 'prescribing.print',
      label: t('print'),
      icon: IconPrinter,
      shortcut: 'mod+p',
      perform: () => print.mutate({ prescriptionId, sheet: 'A4' }),
      disabledWhy: print.isPending ? t('checking') : undefined,
      when: mayDraft && isLive,
      group,
    },
    {
      id: 'prescribing.refill',
      label: t('askRefill'),
      icon: IconRefresh,
      perform: () => refill.mutate({ prescriptionId }),
      when: mayDraft && isLive,
      group,
    },
    {
      id: 'prescribing.cancel',
      label: t('cancel'),
      icon: IconX,
      perform: () => cancel.mutate({ prescriptionId, reason }),
      disabledWhy: reason.trim().length < 3 ? t('cancelReason') : undefined,
      when: may(role, 'prescription.sign') && status === 'active',
      group,
    },
  ]
  const actions = useActions(offered.filter(({ when }) => when))
  return { actions, reason, setReason, failed: print.error ?? cancel.error ?? refill.error }
}
