import type { Icon } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'

/** Something a person can do here: one object behind the button, the palette entry, the key and its line on the key sheet. */
export interface Action {
  readonly id: string
  readonly label: string
  readonly icon?: Icon
  /** `mod+k`, `g t`, `space`, `?` … ; several where more than one key does the same. */
  readonly shortcut?: string | readonly string[]
  readonly perform: () => void
  /** Why it cannot be done now, in words; shown instead of hiding it. */
  readonly disabledWhy?: string | undefined
  readonly group?: string
  /** Space and Enter normally belong to the focused button; this action takes them anyway (a shutter). */
  readonly evenOnButtons?: boolean
  /** Not worth a line in the palette (cursor keys and the like). */
  readonly keysOnly?: boolean
}

export const shortcutsOf = ({ shortcut }: Pick<Action, 'shortcut'>): readonly string[] =>
  shortcut === undefined ? [] : typeof shortcut === 'string' ? [shortcut] : shortcut

/** The actions of everything that is on screen; what came last is asked first. */
export function actionRegistry() {
  const holders = new Map<string, () => readonly Action[]>()
  return {
    add(holder: string, actions: () => readonly Action[]) {
      holders.set(holder, actions)
      return () => void holders.delete(holder)
    },
    /** Innermost first; an id offered twice is listed once, the innermost. */
    all(): readonly Action[] {
      const seen = new Set<string>()
      const inward = [...holders.values()].reverse().flatMap(actions => actions())
      return inward.filter(({ id }) => !seen.has(id) && seen.add(id))
    },
  }
}

export const onScreen = actionRegistry()

/** Offers actions for as long as the calling component is shown. Returns them, for buttons. */
export function useActions<const T extends readonly Action[]>(actions: T): T {
  const holder = useId()
  const latest = useRef<readonly Action[]>(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => onScreen.add(holder, () => latest.current), [holder])
  return actions
}
