import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Visit } from '../../src-shared/contract/visits.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { Panel, tell } from '../ui/index.ts'
import { Failure } from './failure.tsx'
import styles from './visit.module.css'

/** The note beside the picture, which becomes the signed summary. */
export function EndPanel({ visit: { caseId } }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const [ids] = useState(() => ({
    documentId: crypto.randomUUID() as RecordId,
    taskId: crypto.randomUUID() as RecordId,
  }))
  const [assessment, setAssessment] = useState('')
  const [plan, setPlan] = useState('')
  const [dueOn, setDueOn] = useState('')
  const [task, setTask] = useState<string>(t('followUpText'))
  const end = useMutation(useCutis().visits.end.mutationOptions({ onSuccess: () => tell(t('ended')) }))
  const isWhole = assessment.trim() !== '' && plan.trim() !== ''
  const submit = () =>
    end.mutate({
      caseId,
      documentId: ids.documentId,
      assessment,
      plan,
      ...(dueOn && task.trim() && { followUp: { taskId: ids.taskId, text: task, dueOn } }),
    })
  return (
    <Panel title={t('notes')}>
      <div className={styles.form}>
        <Textarea
          label={t('assessment')}
          autosize
          minRows={2}
          maxLength={8000}
          value={assessment}
          onChange={({ currentTarget }) => setAssessment(currentTarget.value)}
        />
        <Textarea
          label={t('plan')}
          autosize
          minRows={2}
          maxLength={8000}
          value={plan}
          onChange={({ currentTarget }) => setPlan(currentTarget.value)}
        />
        <div className={styles.pair}>
          <TextInput
            label={t('followUp')}
            value={task}
            onChange={({ currentTarget }) => setTask(currentTarget.value)}
          />
          <DayField label={t('followUpOn')} value={dueOn} onChange={setDueOn} />
        </div>
        <Failure of={end.error} />
        <Button disabled={!isWhole} loading={end.isPending} onClick={submit}>
          {t('end')}
        </Button>
      </div>
    </Panel>
  )
}
