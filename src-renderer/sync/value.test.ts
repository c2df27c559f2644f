import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldWords, readable } from './value.ts'

test('plain values, elements and lists are lines', () => {
  expect(readable('"1961-03-24"')).toEqual(['1961-03-24'])
  expect(readable('[{"family":"Rivera","given":["Ana","Maria"]}]')).toEqual([
    'family: Rivera',
    'given · 1: Ana',
    'given · 2: Maria',
  ])
  expect(readable('false')).toEqual(['false'])
})

test('a side without a value has no lines, and what is not JSON is shown as it is', () => {
  expect(readable(undefined)).toBeUndefined()
  expect(readable('{broken')).toEqual(['{broken'])
})

test('every leaf of any JSON is shown', () => {
  fc.assert(
    fc.property(fc.json(), json => {
      const leaves: string[] = []
      JSON.stringify(JSON.parse(json), (_, value: unknown) => {
        if (typeof value !== 'object' || value === null) leaves.push(String(value))
        return value
      })
      expect(readable(json)).toHaveLength(leaves.length)
      for (const leaf of leaves) expect(readable(json)?.join('\n')).toContain(leaf)
    }),
  )
})

test('field names read as words', () => {
  expect(fieldWords('birthDate')).toBe('Birth date')
})
