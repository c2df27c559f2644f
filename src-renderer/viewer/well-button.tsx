import type { KeyboardEvent } from 'react'
import type { Action } from '../ui/actions.ts'
import { Kbd } from '../ui/kbd.tsx'
import styles from './well-button.module.css'

interface WellButtonProps {
  readonly action: Action
  /** The one thing to do here. */
  readonly primary?: boolean
  readonly pressed?: boolean
  readonly iconOnly?: boolean
  readonly busy?: boolean
  /** Enter and Space do this button's own act, whatever else they mean on this screen. */
  readonly ownKeys?: boolean
}

const firstOf = (shortcut: Action['shortcut']): string | undefined =>
  typeof shortcut === 'string' ? shortcut : shortcut?.[0]

/** Why it is off; else, for an icon alone, what it is and which key does it. */
function titleOf({ label, shortcut, disabledWhy }: Action, iconOnly: boolean): string | undefined {
  if (disabledWhy !== undefined || !iconOnly) return disabledWhy
  const key = firstOf(shortcut)
  return key === undefined ? label : `${label} (${key})`
}

const holdKeys = (event: KeyboardEvent) => (event.key === 'Enter' || event.key === ' ') && event.stopPropagation()

/** A button that lies near a picture: neutral greys only, so that no tint sways the eye; at least 40 px for gloves. */
export function WellButton(props: WellButtonProps) {
  const { action, primary, pressed, iconOnly = false, busy = false, ownKeys } = props
  const { icon: Icon, perform } = action
  const off = action.disabledWhy !== undefined || busy
  return (
    <button
      type="button"
      className={styles.button}
      data-look={primary ? 'primary' : 'plain'}
      data-icon-only={iconOnly}
      aria-disabled={off}
      aria-pressed={pressed}
      aria-busy={busy}
      aria-label={iconOnly ? action.label : undefined}
      title={titleOf(action, iconOnly)}
      onClick={() => !off && perform()}
      onKeyDown={ownKeys ? holdKeys : undefined}
    >
      {Icon && <Icon size={20} stroke={1.75} aria-hidden />}
      {!iconOnly && <Words action={action} />}
    </button>
  )
}

function Words({ action: { label, shortcut } }: { action: Action }) {
  const key = firstOf(shortcut)
  return (
    <>
      <span>{label}</span>
      {key !== undefined && <Kbd shortcut={key} />}
    </>
  )
}
