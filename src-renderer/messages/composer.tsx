import { Button, Textarea } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageDraft, MessageThread } from '../../src-shared/contract/messages.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { Answer, Failed } from '../ui/index.ts'
import { Attached, Attaching } from './attaching.tsx'
import styles from './messages.module.css'
import { InsertTemplate } from './templates.tsx'
import { useFiles } from './use-files.ts'

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
  const attached = useFiles()
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
        attached.clear()
        setMessageId(crypto.randomUUID() as RecordId)
      },
    }),
  )
  const files = attached.files.map(({ uploadId, name }) => ({ uploadId, name }))
  const sendNow = () => send.mutate({ threadId, messageId, ...draft, text: draft.text.trim(), files })
  return { draft, change, attached, send, sendNow, isKept: save.isSuccess }
}

function Write(props: Props) {
  const { t } = useTranslation('messages')
  const { draft, change, attached, send, sendNow, isKept } = useWriting(props)
  const field = useRef<HTMLTextAreaElement>(null)
  const { audience, text, images } = draft
  /** Where the cursor stands, with the cursor after it. */
  const insert = (words: string) => {
    const at = field.current?.selectionStart ?? text.length
    change({ text: `${text.slice(0, at)}${words}${text.slice(at)}`.slice(0, 8000) })
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(at + words.length, at + words.length)
    })
  }
  return (
    <div className={styles.composer} data-audience={audience}>
      <Textarea
        ref={field}
        label={t(`writeFor.${audience}`)}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={8000}
        value={text}
        onChange={event => change({ text: event.currentTarget.value })}
      />
      <Attached images={images} attached={attached} onImages={rest => change({ images: rest })} thread={props.thread} />
      {send.error && <Failed error={send.error} />}
      <div className={styles.acts}>
        <Button disabled={text.trim() === '' || attached.isWaiting} loading={send.isPending} onClick={sendNow}>
          {t(`send.${audience}`)}
        </Button>
        <Turn {...props} audience={audience} isOff={send.isPending} onTurn={to => change({ audience: to })} />
        <InsertTemplate thread={props.thread} onInsert={insert} />
        <Attaching
          thread={props.thread}
          images={images}
          attached={attached}
          onImages={all => change({ images: all })}
        />
        {isKept && text !== '' && <span>{t('draftKept')}</span>}
      </div>
    </div>
  )
}

interface TurnProps {
  readonly thread: MessageThread
  readonly audience: MessageDraft['audience']
  readonly isOff: boolean
  readonly onTurn: (to: MessageDraft['audience']) => void
}

/** For the patient, or for the staff: only a conversation with the patient can be either. */
function Turn({ thread, audience, isOff, onTurn }: TurnProps) {
  const { t } = useTranslation('messages')
  if (thread.kind !== 'patient') return null
  const other = audience === 'staff' ? 'patient' : 'staff'
  return (
    <Button variant="default" disabled={isOff} onClick={() => onTurn(other)}>
      {other === 'patient' ? t('toPatient') : t('toStaff')}
    </Button>
  )
}
