import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pressOf } from '../../src-renderer/ui/shortcut.ts'

const root = join(import.meta.dirname, '..', '..')
const modifiers = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

/** The press that a keyboard makes of one part of a shortcut. */
function pressedAs(part: string): string {
  const held = part.split('+')
  // `+` itself is a key.
  const key = part.endsWith('+') ? '+' : (held.at(-1) ?? '')
  const named = key === 'space' ? ' ' : key
  const shiftKey = held.includes('shift')
  const typed = shiftKey && /^[a-z]$/.test(named) ? named.toUpperCase() : named
  const alt = held.includes('alt')
  return pressOf({ ...modifiers, key: typed, shiftKey, ctrlKey: held.includes('mod'), altKey: alt })
}

const shortcuts = globSync('src-renderer/**/*.{ts,tsx}', { cwd: root })
  .filter(file => !file.includes('.test.'))
  .flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bshortcut: '([^']+)'/g)].map(([, keys = '']) => keys),
  )

test('every shortcut is one that a keyboard can make', () => {
  expect(shortcuts.length).toBeGreaterThan(50)
  for (const part of shortcuts.flatMap(keys => keys.split(' '))) expect(pressedAs(part)).toBe(part)
})

test('control: a letter with shift alone is none', () => {
  expect(pressedAs('shift+n')).not.toBe('shift+n')
})
