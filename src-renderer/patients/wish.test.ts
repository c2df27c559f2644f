import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fulfilled, type Wish, wishAfter } from './wish.ts'

const after = (text: string, ...keys: ('down' | 'enter')[]): Wish | undefined =>
  keys.reduce<Wish | undefined>((wish, key) => wishAfter(wish, key, text), undefined)

test('Enter, and the arrow with Enter, open the first row of that query once it is there', () => {
  expect(fulfilled(after('abe', 'enter'), 'abe')).toBe('open')
  expect(fulfilled(after('abe', 'down', 'enter'), 'abe')).toBe('open')
})

test('the arrow alone goes to the first row', () => {
  expect(fulfilled(after('abe', 'down'), 'abe')).toBe('focus')
})

test('a further row is not opened unseen', () => {
  expect(fulfilled(after('abe', 'down', 'down', 'enter'), 'abe')).toBe('focus')
})

test('results of another query fulfil nothing, and a new query forgets the old wish', () => {
  const keys = fc.array(fc.constantFrom('down' as const, 'enter' as const), { maxLength: 6 })
  fc.assert(
    fc.property(fc.string(), fc.string(), keys, (text, other, pressed) => {
      fc.pre(text !== other)
      const wish = after(text, ...pressed)
      expect(fulfilled(wish, other)).toBeUndefined()
      expect(fulfilled(wishAfter(wish, 'down', other), other)).toBe('focus')
    }),
  )
})
