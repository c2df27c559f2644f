import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from './action-button.tsx'
import { useActions } from './actions.ts'
import { Panel } from './panel.tsx'
import styles from './side-panel.module.css'

/** A task beside what it is about, in place of a dialog; Esc closes it. */
export function SidePanel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const [close] = useActions([
    { id: 'panel.close', label: t('state.close'), icon: IconX, shortcut: 'escape', perform: onClose },
  ])
  return (
    <aside className={styles.side}>
      <Panel title={title} fill tools={<ActionButton action={close} variant="subtle" iconOnly />}>
        {children}
      </Panel>
    </aside>
  )
}
