import { IconCircleCheck, IconCopy, IconDeviceFloppy, IconShieldX, IconTerminal2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton, Field, Fields, Panel, StatusChip, tell, useActions } from '../ui/index.ts'
import styles from './devices.module.css'

interface RulesProps {
  readonly rules: {
    readonly text: string
    readonly path: string
    readonly command: string
    readonly installed: boolean
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Hands a text to the browser as a file. */
function saveFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

/** The rules that let the person at the screen open the devices: to read, to copy, to save, and the command that installs them. */
export function Rules({ rules }: RulesProps) {
  const { t } = useTranslation()
  const { text, path, command, installed } = rules
  const [refused, setRefused] = useState(false)
  const copy = (what: string) =>
    void navigator.clipboard.writeText(what).then(
      () => {
        setRefused(false)
        tell(t('devices.copied'))
      },
      () => setRefused(true),
    )
  const acts = useActions([
    { id: 'rules.copy', label: t('devices.copyRules'), icon: IconCopy, perform: () => copy(text) },
    { id: 'rules.command', label: t('devices.copyCommand'), icon: IconTerminal2, perform: () => copy(command) },
    {
      id: 'rules.save',
      label: t('devices.save'),
      icon: IconDeviceFloppy,
      perform: () => saveFile(text, nameOf(path)),
    },
  ])
  return (
    <Panel
      title={t('devices.rules')}
      note={
        <StatusChip
          icon={installed ? IconCircleCheck : IconShieldX}
          tone={installed ? 'ok' : 'warn'}
          word={t(installed ? 'devices.rulesInstalled' : 'devices.rulesMissing')}
        />
      }
      tools={acts.map(action => <ActionButton key={action.id} action={action} />)}
    >
      <div className={styles.form}>
        <p className={styles.line}>{t('devices.rulesHint')}</p>
        {refused && <p role="alert">{t('devices.notCopied')}</p>}
        <Fields>
          <Field label={t('devices.rulesPath')}>
            <code className={styles.code}>{path}</code>
          </Field>
          <Field label={t('devices.rulesCommand')}>
            <code className={styles.code}>{command}</code>
          </Field>
        </Fields>
        <details>
          <summary>{t('devices.rulesText')}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling text must be reached by keyboard */}
          <pre className={styles.rules} tabIndex={0}>
            {text}
          </pre>
        </details>
      </div>
    </Panel>
  )
}
