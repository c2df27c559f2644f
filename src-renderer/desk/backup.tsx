import { IconDatabaseExport } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient, useCutis } from '../link/index.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { ActionButton, Failed, Field, Fields, Panel, stampText, useActions } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './desk.module.css'

/** A copy of the whole vault, encrypted as the vault itself. */
export function Backup() {
  const { t } = useTranslation()
  const { workstation } = useClient()
  const health = useQuery(useCutis().workstation.health.queryOptions())
  const make = useMutation({ mutationFn: () => workstation.backUp(), onSuccess: () => void health.refetch() })
  const [backUp] = useActions([
    {
      id: 'backup.make',
      label: t('backup.make'),
      icon: IconDatabaseExport,
      shortcut: 'b',
      perform: () => make.mutate(),
    },
  ])
  return (
    <Panel
      title={t('desk.tabs.backup')}
      tools={<ActionButton action={backUp} variant="filled" busy={make.isPending} />}
    >
      <div className={styles.form}>
        <p className={styles.line}>{t('backup.says')}</p>
        <Answer of={health} rows={2}>
          {({ lastBackupAt, freeBytes }) => (
            <Fields>
              <Field label={t('backup.last')}>{lastBackupAt ? stampText(lastBackupAt) : t('syncState.never')}</Field>
              <Field label={t('backup.free')}>
                {freeBytes === undefined ? t('backup.unknown') : bytesText(freeBytes)}
              </Field>
            </Fields>
          )}
        </Answer>
        {make.error && <Failed error={make.error} />}
        {make.data && (
          <output className={styles.line}>
            {t('backup.done', { file: make.data.file, size: bytesText(make.data.sizeBytes) })}
          </output>
        )}
      </div>
    </Panel>
  )
}
