import { expect, test } from 'vitest'
import { type Action, actionRegistry } from './actions.ts'
import { meaningOf } from './keys.ts'
import { shownLook } from './look.ts'
import { ariaShortcut, capsOf, pressOf } from './shortcut.ts'

const press = (key: string, held: Partial<Parameters<typeof pressOf>[0]> = {}) =>
  pressOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })
const action = (id: string, shortcut: Action['shortcut'], label = id): Action => ({
  id,
  label,
  perform: () => {},
  ...(shortcut === undefined ? {} : { shortcut }),
})

test('presses are written as shortcuts are', () => {
  expect([
    press('k', { ctrlKey: true }),
    press('K', { metaKey: true }),
    press('?', { shiftKey: true }),
    press(' '),
    press('F13'),
    press('Enter', { shiftKey: true }),
    press('+', { shiftKey: true }),
  ]).toEqual(['mod+k', 'mod+k', '?', 'space', 'f13', 'shift+enter', '+'])
})

test('a sequence waits for its second key; a single key acts at once', () => {
  const actions = [action('go', 'g t'), action('next', ['j', 'arrowdown'])]
  expect(meaningOf('g', actions)).toEqual({ wait: true })
  expect(meaningOf('g t', actions)).toMatchObject({ run: { id: 'go' } })
  expect(meaningOf('arrowdown', actions)).toMatchObject({ run: { id: 'next' } })
  expect(meaningOf('x', actions)).toBeUndefined()
})

test('what came on screen last is asked first, and goes with its screen', () => {
  const registry = actionRegistry()
  registry.add('frame', () => [action('back', 'escape'), action('lock', 'mod+l')])
  const close = registry.add('panel', () => [action('close', 'escape')])
  expect(meaningOf('escape', registry.all())).toMatchObject({ run: { id: 'close' } })
  close()
  expect(meaningOf('escape', registry.all())).toMatchObject({ run: { id: 'back' } })
})

test('an id offered twice is listed once, the innermost', () => {
  const registry = actionRegistry()
  registry.add('outer', () => [action('open', 'o', 'outer')])
  registry.add('inner', () => [action('open', 'o', 'inner')])
  expect(registry.all().map(({ label }) => label)).toEqual(['inner'])
})

test('key caps and their spelling for assistive technology', () => {
  expect(capsOf('mod+k')).toEqual([['Ctrl', 'K']])
  expect(capsOf('g t')).toEqual([['g'], ['t']])
  expect(capsOf('+')).toEqual([['+']])
  expect([ariaShortcut('mod+l'), ariaShortcut('escape'), ariaShortcut('g t')]).toEqual([
    'Control+l',
    'Escape',
    undefined,
  ])
})

test('the look follows the desktop only when asked to', () => {
  expect(shownLook('system', { dark: true, moreContrast: false })).toBe('dark')
  expect(shownLook('system', { dark: false, moreContrast: true })).toBe('contrast')
  expect(shownLook('light', { dark: true, moreContrast: true })).toBe('light')
})
