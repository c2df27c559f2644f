import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, draftIn, longestNote, pieceLength, piecesOf } from './draft.ts'

const caseId = '0f8fad5b-d9cb-469f-a165-70867728950e'
const text = fc
  .array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 60 })
  .map(parts => parts.join('').repeat(9).slice(0, longestNote))
  .map(long => (/[\uD800-\uDBFF]$/.test(long) ? long.slice(0, -1) : long))

const kept = (preferences: Record<string, string>, pieces: readonly { key: string; value: string }[]) => ({
  ...preferences,
  ...Object.fromEntries(pieces.map(({ key, value }) => [key, value])),
})

test('a draft comes back as it was, whatever is in it and however long it is', () => {
  fc.assert(
    fc.property(text, draft => {
      expect(draftIn(kept({}, piecesOf(caseId, draft)), caseId)).toBe(draft)
    }),
  )
})

test('no piece is longer than a preference, no key either, and no piece ends in half a character', () => {
  fc.assert(
    fc.property(text, draft => {
      for (const { key, value } of piecesOf(caseId, draft)) {
        expect(value.length).toBeLessThanOrEqual(pieceLength)
        expect(key.length).toBeLessThanOrEqual(80)
        expect(value).not.toMatch(/[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/)
      }
    }),
  )
})

test('writing only what differs ends in the new draft, and adding a word to a short one writes one piece', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const there = kept(kept({}, piecesOf(caseId, before)), changesBetween(caseId, before, after))
      expect(draftIn(there, caseId)).toBe(after)
    }),
  )
  expect(changesBetween(caseId, 'itch for', 'itch for two weeks')).toHaveLength(1)
  expect(changesBetween(caseId, 'same', 'same')).toEqual([])
})

test('emoji at the very edge of a piece stays whole', () => {
  const draft = `${'a'.repeat(pieceLength - 1)}😀b`
  expect(draftIn(kept({}, piecesOf(caseId, draft)), caseId)).toBe(draft)
})
