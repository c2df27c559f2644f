import { Button, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { Failed, PatientLine, useGoTo } from '../ui/index.ts'
import { presentations } from '../ui/presentation.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patient.module.css'

/** Opens a case: how it presents (which views are asked for) and the question. */
export function NewCase({ patient, onClose }: { patient: PatientRow; onClose: () => void }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const { patientId } = patient
  const [presentation, setPresentation] = useState('single-lesion')
  const [reason, setReason] = useState('')
  const here = useFocusHere<HTMLTextAreaElement>()
  const open = useMutation(
    useCutis().records.openCase.mutationOptions({ onSuccess: ({ caseId }) => goTo({ at: 'case', patientId, caseId }) }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open.mutate({ patientId, presentation, reason: reason.trim() })
  }
  return (
    <SidePanel title={t('patient.openCase')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <PatientLine patient={patient} />
        <Select
          label={t('patient.presentation')}
          data={presentations}
          value={presentation}
          onChange={chosen => chosen && setPresentation(chosen)}
          allowDeselect={false}
        />
        <Textarea
          ref={here}
          label={t('patient.reason')}
          description={t('patient.reasonHint')}
          value={reason}
          rows={4}
          maxLength={500}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {open.error && <Failed error={open.error} />}
        <Button type="submit" loading={open.isPending}>
          {t('patient.start')}
        </Button>
      </form>
    </SidePanel>
  )
}
