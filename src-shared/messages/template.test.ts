import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filledTemplate, placeholders } from './template.ts'

test('fills what is known and leaves the rest as it stands', () => {
  const text = 'Dear {given name}, {unknown} {born}. {me}'
  expect(filledTemplate(text, { 'given name': 'Ada', me: 'Dr. Skin' })).toBe('Dear Ada, {unknown} {born}. Dr. Skin')
})

test('what is filled in is not read again, and signs of replacements are plain text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...placeholders), fc.string({ minLength: 1 }), (name, value) => {
      expect(filledTemplate(`<{${name}}>`, { [name]: value })).toBe(`<${value}>`)
    }),
  )
  expect(filledTemplate('{me}', { me: '{clinic}$&', clinic: 'Hill' })).toBe('{clinic}$&')
})

test('a text without placeholders stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter(text => !text.includes('{')),
      text => {
        expect(filledTemplate(text, { me: 'x' })).toBe(text)
      },
    ),
  )
})
