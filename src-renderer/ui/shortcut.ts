/** What a key event says, as far as shortcuts care. */
export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const named: Readonly<Record<string, string>> = { ' ': 'space', esc: 'escape' }

/** One key press in the form shortcuts are written: `mod+k`, `shift+enter`, `space`, `?`, `f13`, `j`. */
export function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const lower = key.toLowerCase()
  const name = named[lower] ?? lower
  // A printed character already says whether shift was held; only named keys and letters with Ctrl need it said.
  const isLetter = (ctrlKey || metaKey) && /^[a-z]$/.test(name)
  const shift = shiftKey && (name.length > 1 || isLetter) ? 'shift+' : ''
  return `${ctrlKey || metaKey ? 'mod+' : ''}${altKey ? 'alt+' : ''}${shift}${name}`
}

/** A press that is nothing by itself. */
export const isModifier = (key: string): boolean => ['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'].includes(key)

const shown: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  backspace: 'Backspace',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
}

/** The key caps of a shortcut, sequence by sequence: `mod+k` → `[['Ctrl', 'K']]`, `g t` → `[['g'], ['t']]`. */
export function capsOf(shortcut: string): readonly (readonly string[])[] {
  return shortcut.split(' ').map(press => {
    const parts = press === '+' ? ['+'] : press.split('+')
    return parts.map((part, at) => shown[part] ?? capOf(part, at > 0))
  })
}

const capOf = (part: string, afterModifier: boolean): string =>
  afterModifier || /^f\d+$/.test(part) ? part.toUpperCase() : part

/** The same for assistive technology, as `aria-keyshortcuts` spells it; sequences have no spelling there. */
export function ariaShortcut(shortcut: string | undefined): string | undefined {
  if (shortcut === undefined || shortcut.includes(' ')) return undefined
  return shortcut
    .split('+')
    .map(part => (part === 'mod' ? 'Control' : part.length > 1 ? part[0]?.toUpperCase() + part.slice(1) : part))
    .join('+')
}
