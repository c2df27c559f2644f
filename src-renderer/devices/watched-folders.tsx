import { TextInput } from '@mantine/core'
import { IconFolder, IconFolderPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { ActionButton, Failed, offerUndo, Panel } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './devices.module.css'
import { pastedPath } from './pasted-path.ts'

/** The folders in which other programs leave their pictures: the list, a line that names one more, and the way to take a name away. */
export function WatchedFolders() {
  const { t } = useTranslation()
  const cutis = useCutis()
  const watched = useQuery(cutis.devices.watched.queryOptions())
  const watch = useMutation(cutis.devices.watch.mutationOptions())
  const unwatch = useMutation(
    cutis.devices.unwatch.mutationOptions({
      onSuccess: (_, { path }) =>
        offerUndo({
          says: t('devices.watched.removed', { path }),
          undoLabel: t('state.undo'),
          undo: () => watch.mutate({ path }),
        }),
    }),
  )
  const remove = (path: string) => {
    // What was refused before may fit now.
    watch.reset()
    unwatch.mutate({ path })
  }
  const error = watch.error ?? unwatch.error
  return (
    <Panel title={t('devices.watched.title')} note={watched.data?.length} flush>
      <p className={styles.hint}>{t('devices.watched.hint')}</p>
      <Answer of={watched} rows={1}>
        {paths => (
          <ul className={styles.rows} aria-label={t('devices.watched.title')}>
            {paths.map(path => (
              <Folder key={path} path={path} onRemove={() => remove(path)} />
            ))}
          </ul>
        )}
      </Answer>
      <NewFolder busy={watch.isPending} onAdd={(path, added) => watch.mutate({ path }, { onSuccess: added })} />
      {error && <Failed error={error} />}
    </Panel>
  )
}

function Folder({ path, onRemove }: { path: string; onRemove: () => void }) {
  const { t } = useTranslation()
  const remove = { id: `watched.remove.${path}`, label: t('devices.watched.remove', { path }), icon: IconX }
  return (
    <li>
      <IconFolder size={16} stroke={1.75} aria-hidden />
      <span className={styles.grow}>{path}</span>
      <ActionButton action={{ ...remove, perform: onRemove }} variant="subtle" iconOnly />
    </li>
  )
}

interface NewFolderProps {
  readonly busy: boolean
  readonly onAdd: (path: string, added: () => void) => void
}

/** One line for a whole path, typed or pasted. What was refused stays in it, to be corrected. */
function NewFolder({ busy, onAdd }: NewFolderProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const path = pastedPath(text)
  const add = {
    id: 'watched.add',
    label: t('devices.watched.add'),
    icon: IconFolderPlus,
    perform: () => onAdd(path, () => setText('')),
    disabledWhy: path === '' ? t('devices.watched.empty') : undefined,
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path !== '' && !busy) add.perform()
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <TextInput
        className={styles.grow}
        label={t('devices.watched.path')}
        placeholder={t('devices.watched.example')}
        value={text}
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        onChange={event => setText(event.currentTarget.value)}
      />
      <ActionButton action={add} type="submit" busy={busy} />
    </form>
  )
}
