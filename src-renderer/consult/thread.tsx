import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Consult } from '../../src-shared/contract/consults.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import { Unsynced } from '../ui/unsynced.tsx'
import { stampText } from '../ui/when.ts'
import styles from './consult.module.css'

/** What referrer and dermatologist write to each other about this consult. */
export function Thread({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const { role } = useMe()
  useReading(consult)
  return (
    <Panel title={t('thread')} note={consult.messages.length || undefined}>
      {consult.messages.length === 0 && <p className={styles.quiet}>{t('noMessages')}</p>}
      <ol className={styles.thread}>
        {consult.messages.map(message => (
          <li key={message.messageId} data-mine={message.mine || undefined}>
            <span className={styles.quiet}>
              {message.by}, {stampText(message.at)} {message.unsynced && <Unsynced />}
            </span>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      {may(role, 'consult.ask') && consult.state !== 'withdrawn' && <Write consult={consult} />}
    </Panel>
  )
}

/** What is shown here counts as read among the messages, too. */
function useReading({ consultId, messages }: Consult) {
  const asked = useRef('')
  const mayRead = may(useMe().role, 'message.read')
  const { mutate } = useMutation(useCutis().messages.markRead.mutationOptions())
  const key = messages
    .flatMap(({ mine, messageId }) => (mine ? [] : messageId))
    .slice(-200)
    .join()
  useEffect(() => {
    if (!mayRead || key === '' || asked.current === key) return
    asked.current = key
    mutate({ threadId: consultId, messageIds: key.split(',') as RecordId[] })
  }, [key, mayRead, consultId, mutate])
}

function Write({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const [text, setText] = useState('')
  // Its name is made once: a second click after an answer that was lost writes nothing twice.
  const [messageId, setMessageId] = useState(() => crypto.randomUUID() as RecordId)
  const said = () => {
    setText('')
    setMessageId(crypto.randomUUID() as RecordId)
  }
  const say = useMutation(useCutis().consults.say.mutationOptions({ onSuccess: said }))
  return (
    <div className={styles.form}>
      <Textarea
        label={t('write')}
        autosize
        minRows={2}
        value={text}
        maxLength={4000}
        onChange={event => setText(event.currentTarget.value)}
      />
      {say.error && <Failed error={say.error} />}
      <Button
        variant="default"
        disabled={text.trim() === ''}
        loading={say.isPending}
        onClick={() => say.mutate({ consultId: consult.consultId, messageId, text: text.trim() })}
      >
        {t('sendMessage')}
      </Button>
    </div>
  )
}
