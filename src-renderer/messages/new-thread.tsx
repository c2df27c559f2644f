import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageThread } from '../../src-shared/contract/messages.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { Failed, nameOf, Panel } from '../ui/index.ts'
import styles from './messages.module.css'

const kinds = ['patient', 'colleague', 'internal'] as const satisfies readonly MessageThread['kind'][]

interface Props {
  readonly onDone: (threadId: string) => void
  readonly onCancel: () => void
}

/** A conversation begins: about whom, with whom, and what it is about. */
export function NewThread({ onDone, onCancel }: Props) {
  const { t } = useTranslation('messages')
  const cutis = useCutis()
  const [typed, setTyped] = useState('')
  const [patientId, setPatientId] = useState<string | null>(null)
  const [kind, setKind] = useState<MessageThread['kind']>('internal')
  const [topic, setTopic] = useState('')
  // Its name is made once: a second click after an answer that was lost begins nothing twice.
  const [threadId] = useState(() => crypto.randomUUID() as RecordId)
  const found = useQuery(cutis.records.findPatients.queryOptions({ input: { text: typed, limit: 20 } }))
  const begin = useMutation(cutis.messages.begin.mutationOptions({ onSuccess: () => onDone(threadId) }))
  const rows = found.data ?? []
  return (
    <Panel title={t('begin')}>
      <div className={styles.form}>
        <Select
          label={t('about')}
          searchable
          data={rows.map(row => ({ value: row.patientId, label: `${nameOf(row)}, ${row.birthDate ?? ''}` }))}
          filter={({ options }) => options}
          onSearchChange={setTyped}
          value={patientId}
          onChange={setPatientId}
        />
        <Select
          label={t('kindLabel')}
          data={kinds.map(value => ({ value, label: t(`kind.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={value => value && setKind(value as MessageThread['kind'])}
        />
        <TextInput
          label={t('topic')}
          maxLength={200}
          value={topic}
          onChange={event => setTopic(event.currentTarget.value)}
        />
        {begin.error && <Failed error={begin.error} />}
        <div className={styles.acts}>
          <Button
            disabled={patientId === null || topic.trim() === ''}
            loading={begin.isPending}
            onClick={() => begin.mutate({ threadId, patientId: patientId as PatientId, kind, topic: topic.trim() })}
          >
            {t('beginNow')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
