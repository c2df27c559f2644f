import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Thread } from './clinic.ts'
import type { PartProps } from './home.tsx'
import { momentIn, Sending } from './sending.tsx'

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
        {row.messages.map(({ id, at, by, mine, text, pictures }) => (
          <li key={id}>
            <strong>{mine ? t('you') : by}</strong> {momentIn(i18n.language, at)}
            <p className="words">{text}</p>
            {pictures > 0 && <p>{t('pictures')}</p>}
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
  const done = () => {
    setTopic('')
    setText('')
  }
  const body = () => ({ text, ...(threadId === undefined ? { topic } : { threadId }) })
  return (
    <Sending {...props} path="messages" label={t(threadId === undefined ? 'write' : 'reply')} body={body} done={done}>
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
    </Sending>
  )
}
