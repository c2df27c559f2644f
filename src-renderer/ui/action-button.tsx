import { ActionIcon, Button, type ButtonVariant, Tooltip } from '@mantine/core'
import styles from './action-button.module.css'
import { type Action, shortcutsOf } from './actions.ts'
import { Kbd } from './kbd.tsx'
import { ariaShortcut } from './shortcut.ts'

interface ActionButtonProps {
  readonly action: Action
  /** `filled` for the one primary action of a screen, else `default`; `subtle` inside rows. */
  readonly variant?: ButtonVariant
  readonly size?: 'compact-xs' | 'compact-sm' | 'xs' | 'sm' | 'md' | 'lg'
  readonly busy?: boolean
  readonly iconOnly?: boolean
  readonly fullWidth?: boolean
  readonly type?: 'button' | 'submit'
}

/** The button of an action. It stays focusable when it cannot be done, so that its tooltip can say why. */
export function ActionButton({ action, variant = 'default', size = 'xs', busy, ...rest }: ActionButtonProps) {
  const { iconOnly = false, fullWidth = false, type = 'button' } = rest
  const [first] = shortcutsOf(action)
  const off = action.disabledWhy !== undefined
  const Icon = action.icon
  const common = {
    variant,
    type,
    'aria-disabled': off,
    'aria-keyshortcuts': ariaShortcut(first),
    'data-off': off || undefined,
    className: styles.button,
    loading: busy === true,
    onClick: off || type === 'submit' ? undefined : action.perform,
  }
  const button =
    iconOnly && Icon ? (
      <ActionIcon {...common} size={size === 'lg' || size === 'md' ? 40 : 32} aria-label={action.label}>
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    ) : (
      <Button {...common} size={size} fullWidth={fullWidth} leftSection={Icon && <Icon size={16} stroke={1.75} />}>
        {action.label}
      </Button>
    )
  if (!off && !iconOnly && first === undefined) return button
  return <Tooltip label={<Hint action={action} shortcut={first} named={iconOnly} />}>{button}</Tooltip>
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
