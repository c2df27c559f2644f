import { Button } from '@mantine/core'
import { IconCheck, IconClock, IconLock, IconUser } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageThread } from '../../src-shared/contract/messages.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { merged } from '../../src-shared/messages/order.ts'
import { may } from '../../src-shared/policy.ts'
import { troubleOf, useClient, useCutis, useMe } from '../link/index.ts'
import { Answer, nameOf, Panel, StatusChip, stampText, tell } from '../ui/index.ts'
import { SmallPicture } from '../ui/small-picture.tsx'
import { Composer } from './composer.tsx'
import styles from './messages.module.css'

const perPage = 100

/** A conversation, its newest part first shown, and the place to write. */
export function Thread({ thread }: { thread: MessageThread }) {
  const { t } = useTranslation('messages')
  const { role } = useMe()
  const { threadId } = thread
  const cutis = useCutis()
  const newest = useQuery(cutis.messages.page.queryOptions({ input: { threadId, limit: perPage } }))
  const { older, hasMore, more } = useEarlier(thread, newest.data)
  useReading(thread, newest.data?.messages ?? [])
  const who = thread.patient ? nameOf(thread.patient) : ''
  return (
    <Panel title={thread.topic} note={`${who} · ${t(`kind.${thread.kind}`)}`} fill>
      <div className={styles.main}>
        <Answer of={newest}>
          {({ messages }) => (
            <ol className={styles.lines} aria-label={thread.topic}>
              {hasMore && (
                <li>
                  <Button variant="default" onClick={more}>
                    {t('earlier')}
                  </Button>
                </li>
              )}
              {merged(older, messages).map(message => (
                <Line key={message.messageId} message={message} />
              ))}
            </ol>
          )}
        </Answer>
        {may(role, 'message.write') && <Composer thread={thread} />}
      </div>
    </Panel>
  )
}

/** Pages before the newest one, as far as somebody has asked for them. */
function useEarlier({ threadId }: MessageThread, newest: { messages: Message[]; earlier: boolean } | undefined) {
  const client = useClient()
  const [older, setOlder] = useState<readonly Message[]>([])
  const [end, setEnd] = useState<boolean>()
  const more = () => {
    const first = older[0] ?? newest?.messages[0]
    if (!first) return
    const before = { at: first.at, messageId: first.messageId }
    client.messages
      .page({ threadId, before, limit: perPage })
      .then(page => {
        setOlder(known => merged(page.messages, known))
        setEnd(!page.earlier)
      })
      .catch((error: unknown) => tell(troubleOf(error).says))
  }
  return { older, hasMore: end === undefined ? newest?.earlier === true : !end, more }
}

/** What is shown counts as read by who looks at it. */
function useReading({ threadId, unread }: MessageThread, messages: readonly Message[]) {
  const asked = useRef('')
  const { mutate } = useMutation(useCutis().messages.markRead.mutationOptions())
  const { userId } = useMe()
  // By the id: two people may have one name.
  const open = messages.filter(({ mine, readBy }) => !mine && !readBy.some(reader => reader.userId === userId))
  const ids = open.map(({ messageId }) => messageId)
  const key = ids.join()
  useEffect(() => {
    // Each set of messages is said to be read once.
    if (unread === 0 || key === '' || asked.current === key) return
    asked.current = key
    mutate({ threadId, messageIds: key.split(',') as RecordId[] })
  }, [key, unread, threadId, mutate])
}

function Line({ message }: { message: Message }) {
  const { t } = useTranslation('messages')
  const { audience, state, images, readBy } = message
  const Sign = audience === 'patient' ? IconUser : IconLock
  return (
    <li data-audience={audience}>
      <span className={styles.acts}>
        <strong>{message.by}</strong> {stampText(message.at)}
        <span>
          <Sign size={14} aria-hidden /> {t(`audience.${audience}`)}
        </span>
        {message.mine && (
          <StatusChip
            icon={state === 'waiting' ? IconClock : IconCheck}
            tone={state === 'waiting' ? 'warn' : 'ok'}
            word={t(`state.${state}`)}
          />
        )}
      </span>
      <p>{message.text}</p>
      {images.map(blobId => (
        <SmallPicture key={blobId} blobId={blobId} onNone={() => undefined} />
      ))}
      {readBy.map(({ userId, name, at }) => (
        <small key={userId}>{t('readBy', { name, at: stampText(at) })} </small>
      ))}
    </li>
  )
}
