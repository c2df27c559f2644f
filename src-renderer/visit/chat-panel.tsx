import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../ui/index.ts'
import type { VisitCall } from './use-visit-call.ts'
import styles from './visit.module.css'

const writers = { clinician: 'you', patient: 'patient', guest: 'guest' } as const

/** What is written during the call; nothing of it is kept. */
export function ChatPanel({ room: { chat, say } }: { room: VisitCall }) {
  const { t } = useTranslation('visit')
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') say({ kind: 'chat', text: text.trim() })
    setText('')
  }
  return (
    <Panel title={t('chat')}>
      <form className={styles.form} onSubmit={submit}>
        <ol className={styles.list} aria-live="polite">
          {chat.map(({ from, text: said, at }) => (
            <li key={`${at}${from}`}>
              <strong>{t(writers[from])}:</strong> {said}
            </li>
          ))}
        </ol>
        <div className={styles.pair}>
          <TextInput
            aria-label={t('chatWrite')}
            placeholder={t('chatWrite')}
            value={text}
            maxLength={2000}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t('send')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
