import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, onScreen, shortcutsOf } from '../ui/actions.ts'
import { Kbd } from '../ui/kbd.tsx'
import styles from './frame.module.css'

/** The state of the key sheet: what could be done when it was opened. */
export function useKeySheet() {
  const [actions, setActions] = useState<readonly Action[]>()
  const close = () => setActions(undefined)
  return { actions, close, toggle: () => (actions ? close() : setActions(onScreen.all())) }
}

/** Every key of this screen, by group. */
export function KeySheet({ actions, close }: Pick<ReturnType<typeof useKeySheet>, 'actions' | 'close'>) {
  const { t } = useTranslation()
  const withKeys = (actions ?? []).filter(action => shortcutsOf(action).length > 0)
  const groupOf = ({ group }: Action) => group ?? t('frame.thisScreen')
  const groups = [...new Set(withKeys.map(groupOf))]
  return (
    <Modal
      opened={actions !== undefined}
      onClose={close}
      title={t('frame.keys')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('state.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <div className={styles.sheet}>
        {groups.map(group => (
          <Lines key={group} group={group} actions={withKeys.filter(action => groupOf(action) === group)} />
        ))}
      </div>
    </Modal>
  )
}

function Lines({ group, actions }: { group: string; actions: readonly Action[] }) {
  return (
    <>
      <h3>{group}</h3>
      {actions.map(action => (
        <div key={action.id} className={styles.line}>
          {action.label}
          <span>
            {shortcutsOf(action).map(shortcut => (
              <Kbd key={shortcut} shortcut={shortcut} />
            ))}
          </span>
        </div>
      ))}
    </>
  )
}
