import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageThread } from '../../src-shared/contract/messages.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Answer, Empty, nameOf, Screen, StatusChip, stampText } from '../ui/index.ts'
import styles from './messages.module.css'
import { NewThread } from './new-thread.tsx'
import { TemplatesPanel } from './templates.tsx'
import { Thread } from './thread.tsx'

/** Conversations at the left, the chosen one at the right. */
export function Messages() {
  const { t } = useTranslation('messages')
  const { role } = useMe()
  const threads = useQuery(useCutis().messages.threads.queryOptions({ input: {} }))
  const [chosen, setChosen] = useState<string>()
  const [isNew, setIsNew] = useState(false)
  const [hasTemplates, setHasTemplates] = useState(false)
  const tools = (
    <>
      {may(role, 'message.template') && (
        <Button variant="default" aria-expanded={hasTemplates} onClick={() => setHasTemplates(was => !was)}>
          {t('templates')}
        </Button>
      )}
      {may(role, 'message.write') && (
        <Button variant="default" onClick={() => setIsNew(true)}>
          {t('begin')}
        </Button>
      )}
    </>
  )
  const open = (threadId: string) => {
    setIsNew(false)
    setChosen(threadId)
  }
  return (
    <Screen title={t('title')} tools={tools}>
      <Answer of={threads}>
        {rows => {
          const thread = rows.find(({ threadId }) => threadId === chosen)
          return (
            <div className={styles.columns}>
              <div className={styles.list}>
                <Search onOpen={open} />
                <ThreadList rows={rows} chosen={chosen} onOpen={open} />
              </div>
              <div className={styles.main}>
                {isNew && <NewThread onDone={open} onCancel={() => setIsNew(false)} />}
                {!isNew && thread && <Thread key={thread.threadId} thread={thread} />}
                {!isNew && !thread && <Empty title={t('choose')} hint="" />}
              </div>
              {hasTemplates && <TemplatesPanel onClose={() => setHasTemplates(false)} />}
            </div>
          )
        }}
      </Answer>
    </Screen>
  )
}

interface ListProps {
  readonly rows: readonly MessageThread[]
  readonly chosen: string | undefined
  readonly onOpen: (threadId: string) => void
}

function ThreadList({ rows, chosen, onOpen }: ListProps) {
  const { t } = useTranslation('messages')
  if (rows.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  return (
    <ul aria-label={t('threads')}>
      {rows.map(({ threadId, topic, kind, consult, patient, unread, lastAt }) => (
        <li key={threadId}>
          <button
            type="button"
            className={styles.row}
            aria-current={threadId === chosen ? 'true' : undefined}
            onClick={() => onOpen(threadId)}
          >
            <strong>{topic}</strong>
            <span>
              {patient && `${nameOf(patient)} · `}
              {consult ? t('consultKind') : t(`kind.${kind}`)}
            </span>
            <span>{stampText(lastAt)}</span>
            {unread > 0 && <StatusChip icon={IconMail} tone="info" word={t('unread', { count: unread })} />}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Messages that contain the words; choosing one opens its conversation. */
function Search({ onOpen }: { onOpen: (threadId: string) => void }) {
  const { t } = useTranslation('messages')
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 150)
  const options = useCutis().messages.search.queryOptions({ input: { text: asked || ' ' } })
  const found = useQuery({ ...options, enabled: asked !== '' })
  return (
    <>
      <TextInput label={t('search')} value={text} onChange={event => setText(event.currentTarget.value)} />
      {asked !== '' && (
        <Answer of={found}>
          {rows =>
            rows.length === 0 ? (
              <p>{t('nothingFound')}</p>
            ) : (
              <ul aria-label={t('search')}>
                {rows.map(row => (
                  <li key={row.messageId}>
                    <button type="button" className={styles.row} onClick={() => onOpen(row.threadId)}>
                      <strong>{row.topic}</strong>
                      <span>{row.text.slice(0, 160)}</span>
                      <span>
                        {row.by}, {stampText(row.at)} · {t(`audience.${row.audience}`)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      )}
    </>
  )
}
