import { ActionIcon, Button, type ButtonVariant, Tooltip } from '@mantine/core'
import type { MouseEvent } from 'react'
import styles from './action-button.module.css'
import { type Action, shortcutsOf } from './actions.ts'
import { Kbd } from './kbd.tsx'
import { ariaShortcut } from './shortcut.ts'

interface ActionButtonProps {
  readonly action: Action
  /** `filled` for the one primary action of a screen, else `default`; `subtle` inside rows. */
  readonly variant?: ButtonVariant
  /** `md` and `lg` are touch sized (capture and visit screens). */
  readonly size?: 'compact-xs' | 'compact-sm' | 'xs' | 'sm' | 'md' | 'lg'
  readonly busy?: boolean
  readonly iconOnly?: boolean
  readonly fullWidth?: boolean
  readonly type?: 'button' | 'submit'
}

/** The button of an action. It stays focusable when it cannot be done, so that its tooltip can say why. */
export function ActionButton(props: ActionButtonProps) {
  const { action, iconOnly = false } = props
  const [first] = shortcutsOf(action)
  const button = iconOnly ? smallButton(props) : wideButton(props)
  if (action.disabledWhy === undefined && !iconOnly && first === undefined) return button
  return <Tooltip label={<Hint action={action} shortcut={first} named={iconOnly} />}>{button}</Tooltip>
}

function commonOf({ action, variant = 'default', type = 'button', busy = false }: ActionButtonProps) {
  const off = action.disabledWhy !== undefined
  return {
    variant,
    type,
    'aria-disabled': off,
    'aria-keyshortcuts': ariaShortcut(shortcutsOf(action)[0]),
    'data-off': off || undefined,
    className: styles.button,
    loading: busy,
    onClick: (event: MouseEvent) => {
      if (off) event.preventDefault()
      else if (type === 'button') action.perform()
    },
  }
}

function wideButton(props: ActionButtonProps) {
  const { action, size = 'xs', fullWidth = false } = props
  const Sign = action.icon
  return (
    <Button
      {...commonOf(props)}
      size={size}
      fullWidth={fullWidth}
      leftSection={Sign && <Sign size={16} stroke={1.75} />}
    >
      {action.label}
    </Button>
  )
}

function smallButton(props: ActionButtonProps) {
  const { action, size = 'xs' } = props
  const Sign = action.icon
  return (
    <ActionIcon {...commonOf(props)} size={size === 'md' || size === 'lg' ? 40 : 32} aria-label={action.label}>
      {Sign && <Sign size={18} stroke={1.75} />}
    </ActionIcon>
  )
}

function Hint({ action, shortcut, named }: { action: Action; shortcut: string | undefined; named: boolean }) {
  const words = action.disabledWhy ?? (named ? action.label : undefined)
  return (
    <span className={styles.hint}>
      {words !== undefined && <span>{words}</span>}
      {shortcut !== undefined && <Kbd shortcut={shortcut} />}
    </span>
  )
}
