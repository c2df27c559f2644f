import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Thread } from './clinic.ts'
import type { PartProps } from './home.tsx'
import { MessageFiles } from './message-files.tsx'
import { PictureField } from './picture-field.tsx'
import { momentIn, Sending } from './sending.tsx'
import { usePictures } from './use-pictures.ts'

/** Conversations with the clinic, and a way to begin one. */
export function Threads({ rows, ...props }: PartProps & { rows: readonly Thread[] }) {
  const { t } = useTranslation()
  return (
    <>
      {rows.length === 0 && <p>{t('none')}</p>}
      {rows.map(row => (
        <Conversation key={row.id} {...props} row={row} />
      ))}
      <h2>{t('write')}</h2>
      <Write {...props} />
    </>
  )
}

function Conversation({ row, ...props }: PartProps & { row: Thread }) {
  const { t, i18n } = useTranslation()
  return (
    <section className="card" aria-label={row.topic}>
      <h3>{row.topic}</h3>
      <ol className="cards">
        {row.messages.map(({ id, at, by, mine, text, files }) => (
          <li key={id}>
            <strong>{mine ? t('you') : by}</strong> {momentIn(i18n.language, at)}
            <p className="words">{text}</p>
            <MessageFiles session={props.session} messageId={id} files={files} />
          </li>
        ))}
      </ol>
      <details>
        <summary>{t('reply')}</summary>
        <Write {...props} threadId={row.id} />
      </details>
    </section>
  )
}

function Write({ threadId, ...props }: PartProps & { threadId?: string }) {
  const { t } = useTranslation()
  const [topic, setTopic] = useState('')
  const [text, setText] = useState('')
  const pictures = usePictures(props.session)
  const done = () => {
    pictures.clear()
    setTopic('')
    setText('')
  }
  const body = async () => {
    const sent = await pictures.send()
    return { text, ...(threadId === undefined ? { topic } : { threadId }), pictures: sent }
  }
  const label = t(threadId === undefined ? 'write' : 'reply')
  return (
    <Sending {...props} path="messages" label={label} body={body} done={done} isHeld={pictures.isHeld}>
      {threadId === undefined && (
        <label>
          {t('topic')}
          <input required maxLength={200} value={topic} onChange={({ target }) => setTopic(target.value)} />
        </label>
      )}
      <label>
        {t('message')}
        <textarea required maxLength={4000} rows={4} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <PictureField pictures={pictures} />
    </Sending>
  )
}
