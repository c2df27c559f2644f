import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Page } from '../page.ts'
import { linesIn } from './lines.ts'
import { placeName } from './pictures.ts'
import { printableOf } from './printable.ts'

const measure = (text: string): number => text.length

describe('lines', () => {
  test.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 20, ['one two three']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['a abcdefghij b', 4, ['a', 'abcd', 'efgh', 'ij b']],
    ['first\n\nthird', 10, ['first', '', 'third']],
    ['', 10, ['']],
  ])('%j in %i', (text, width, lines) => expect(linesIn(text, width, measure)).toEqual(lines))
  test('none is wider than asked for, and no character is lost', () => {
    assert(
      property(string({ unit: 'grapheme-ascii' }), text => {
        const lines = linesIn(text, 8, measure)
        expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(Math.max(8, measure(' ')))
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(/[ \n]/g, ''))
      }),
    )
  })
})

describe('what can be printed', () => {
  const page: Page = {
    id: 'ﬆ',
    title: 'T',
    language: 'en',
    paper: 'A4',
    created: '2026-03-09T14:05:00Z',
    contentHash: '',
    clinic: { name: 'C', lines: [], numbers: [] },
    patient: { fields: [], line: '' },
    unprintable: 'box',
    blocks: [],
  }
  const latin = (codePoint: number): boolean => codePoint < 0x250
  const shown = (text: string) => {
    const { page: made, missing } = printableOf({ ...page, blocks: [{ kind: 'text', text }] }, latin)
    const [block] = made.blocks
    return [block?.kind === 'text' ? block.text : undefined, missing]
  }
  test.each([
    ['plain', ['plain', []]],
    ['e\u0301', ['é', []]],
    ['a\r\nb\rc\td', ['a\nb\nc  d', []]],
    ['soft\u00ADhyphen', ['softhyphen', []]],
    ['漢', ['□', ['U+6F22']]],
    ['漢漢', ['□□', ['U+6F22']]],
    ['😀', ['□', ['U+1F600']]],
    ['\u202Eabc', ['□abc', ['U+202E']]],
    ['\u0000', ['□', ['U+0000']]],
    ['\uD800', ['□', ['U+D800']]],
  ])('%j', (text, made) => expect(shown(text)).toEqual(made))
  test('ids, payloads and names of pictures are left alone', () => {
    const block = { kind: 'code', payload: '漢', alt: 'x', lines: [] } as const
    const made = printableOf({ ...page, blocks: [block] }, latin)
    expect([made.page.id, made.page.blocks, made.missing]).toEqual(['ﬆ', [block], []])
  })
  test('no character goes without a box or a glyph', () => {
    assert(
      property(string({ unit: 'binary' }), text => {
        const [made, missing] = shown(text)
        expect(Array.from(made as string).every(one => one === '□' || latin(one.codePointAt(0) ?? 0))).toBe(true)
        expect((missing as string[]).length > 0).toBe((made as string).includes('□'))
      }),
    )
  })
})

test('places of a picture have letters, then two', () => {
  expect([0, 25, 26, 51, 52].map(at => placeName(3, at))).toEqual(['3a', '3z', '3aa', '3az', '3ba'])
})
