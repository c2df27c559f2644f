import { Button, Select, Textarea } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageDraft, MessageThread } from '../../src-shared/contract/messages.ts'
import type { BlobId, RecordId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { Answer, Failed, stampText } from '../ui/index.ts'
import styles from './messages.module.css'

// A draft is kept while one writes, so that a lock or a crash takes at most the last words.
const keepAfterMs = 400

/** Where one writes: it begins with what was left here, and says for whom it is. */
export function Composer({ thread }: { thread: MessageThread }) {
  const { threadId } = thread
  const options = useCutis().messages.draft.queryOptions({ input: { threadId } })
  const kept = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY })
  return <Answer of={kept}>{({ draft }) => <Write key={threadId} thread={thread} begun={draft} />}</Answer>
}

interface Props {
  readonly thread: MessageThread
  readonly begun: MessageDraft | undefined
}

// Always for the staff first: that a patient reads it takes an act.
const nothing: MessageDraft = { audience: 'staff', text: '', images: [] }

function useWriting({ thread: { threadId }, begun }: Props) {
  const cutis = useCutis()
  const [draft, setDraft] = useState<MessageDraft>(begun ?? nothing)
  // Its name is made once: a second click after an answer that was lost writes nothing twice.
  const [messageId, setMessageId] = useState(() => crypto.randomUUID() as RecordId)
  const save = useMutation(cutis.messages.saveDraft.mutationOptions())
  const keep = useDebouncedCallback((kept: MessageDraft) => save.mutate({ threadId, draft: kept }), {
    delay: keepAfterMs,
    flushOnUnmount: true,
  })
  const change = (part: Partial<MessageDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    keep(next)
  }
  const send = useMutation(
    cutis.messages.send.mutationOptions({
      onSuccess: () => {
        setDraft(nothing)
        keep(nothing)
        setMessageId(crypto.randomUUID() as RecordId)
      },
    }),
  )
  const sendNow = () => send.mutate({ threadId, messageId, ...draft, text: draft.text.trim() })
  return { draft, change, send, sendNow, isKept: save.isSuccess }
}

function Write(props: Props) {
  const { t } = useTranslation('messages')
  const { draft, change, send, sendNow, isKept } = useWriting(props)
  const { audience, text, images } = draft
  const other = audience === 'staff' ? 'patient' : 'staff'
  const shots = useQuery(useCutis().capture.shots.queryOptions({ input: { patientId: props.thread.patientId } }))
  const pictures = (shots.data ?? []).map(({ blobId, siteName, takenAt }, place) => ({
    value: blobId as BlobId,
    label: t('picture', { number: place + 1, site: siteName, at: stampText(takenAt) }),
  }))
  return (
    <div className={styles.form}>
      <Textarea
        label={t(`writeFor.${audience}`)}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={8000}
        value={text}
        onChange={event => change({ text: event.currentTarget.value })}
      />
      {pictures.length > 0 && (
        <Select
          label={t('pictures')}
          data={pictures.filter(({ value }) => !images.includes(value))}
          value={null}
          onChange={blobId => blobId && change({ images: [...images, blobId as BlobId] })}
        />
      )}
      {send.error && <Failed error={send.error} />}
      <div className={styles.acts}>
        <Button disabled={text.trim() === ''} loading={send.isPending} onClick={sendNow}>
          {t(`send.${audience}`)}
        </Button>
        {props.thread.kind === 'patient' && (
          <Button variant="default" disabled={send.isPending} onClick={() => change({ audience: other })}>
            {other === 'patient' ? t('toPatient') : t('toStaff')}
          </Button>
        )}
        {images.length > 0 && (
          <Button variant="default" onClick={() => change({ images: [] })}>
            {t('detach', { count: images.length })}
          </Button>
        )}
        {isKept && text !== '' && <span>{t('draftKept')}</span>}
      </div>
    </div>
  )
}
