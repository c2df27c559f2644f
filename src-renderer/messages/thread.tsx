import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MessageThread } from '../../src-shared/contract/messages.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { nameOf, Panel, useGoTo } from '../ui/index.ts'
import { Composer } from './composer.tsx'
import styles from './messages.module.css'
import { ThreadLines } from './thread-lines.tsx'

/** A conversation, its newest part first shown, and the place to write. */
export function Thread({ thread }: { thread: MessageThread }) {
  const { t } = useTranslation('messages')
  const { role } = useMe()
  const who = thread.patient ? nameOf(thread.patient) : ''
  const kind = thread.consult ? t('consultKind') : t(`kind.${thread.kind}`)
  return (
    <Panel title={thread.topic} note={`${who} · ${kind}`} tools={<OpenConsult thread={thread} />} fill>
      <div className={styles.thread}>
        <ThreadLines thread={thread} />
        {thread.consult && <p className={styles.hint}>{t('consultHint')}</p>}
        {!thread.consult && may(role, 'message.write') && <Composer thread={thread} />}
      </div>
    </Panel>
  )
}

/** A consult's lines lead to their consult, where they are answered. */
function OpenConsult({ thread: { consult, patientId } }: { thread: MessageThread }) {
  const { t } = useTranslation('messages')
  const goTo = useGoTo()
  if (!consult) return null
  return (
    <Button variant="default" size="compact-sm" onClick={() => goTo({ at: 'consult', patientId, ...consult })}>
      {t('openConsult')}
    </Button>
  )
}
