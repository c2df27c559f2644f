import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '../ui/panel.tsx'
import styles from './intake.module.css'
import type { IntakeDraft } from './use-intake-draft.ts'

/** Who asks, and how they are reached. */
export function SenderPanel({ draft }: { draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const { organisation, callback, prescribing } = draft.content
  return (
    <Panel title={codes('group.sender')}>
      <div className={styles.items}>
        <TextInput
          className={styles.wide}
          label={codes('item.organisation')}
          value={organisation}
          maxLength={200}
          onChange={event => draft.set({ organisation: event.currentTarget.value })}
        />
        <TextInput
          className={styles.wide}
          label={codes('item.callback')}
          value={callback}
          maxLength={100}
          onChange={event => draft.set({ callback: event.currentTarget.value })}
        />
        <Checkbox
          label={t('prescribing')}
          checked={prescribing}
          onChange={event => draft.set({ prescribing: event.currentTarget.checked })}
        />
      </div>
    </Panel>
  )
}
