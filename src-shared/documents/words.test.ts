import { assert, integer, property, stringMatching } from 'fast-check'
import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

test.each([
  ['0', 'zero'],
  ['1', 'one'],
  ['13', 'thirteen'],
  ['20', 'twenty'],
  ['24', 'twenty-four'],
  ['60', 'sixty'],
  ['90', 'ninety'],
  ['100', 'one hundred'],
  ['101', 'one hundred one'],
  ['999', 'nine hundred ninety-nine'],
  ['1000', 'one thousand'],
  ['1115', 'one thousand one hundred fifteen'],
  ['100000', 'one hundred thousand'],
  ['1000001', 'one million one'],
  ['999999999', `nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine`],
  ['0.5', 'zero point five'],
  ['2.50', 'two point five zero'],
  ['30.05', 'thirty point zero five'],
])('%s is %s', (figures, words) => expect(wordsOf(figures)).toBe(words))

test.each(['', '-1', '1e3', '.5', '1.', '1 000', '1000000000', '٣', '1.1234567'])('%s has no words', figures =>
  expect(wordsOf(figures)).toBeUndefined(),
)

/** Reads words back by another way than they are made: by place values. */
const values: Readonly<Record<string, number>> = Object.fromEntries([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, at) => [word, 10 * (at + 2)] as const),
])
const numberIn = (words: string): number => {
  let total = 0
  let group = 0
  for (const word of words.split(/[ -]/)) {
    if (word === 'hundred') group *= 100
    else if (word === 'thousand' || word === 'million') {
      total += group * (word === 'million' ? 1_000_000 : 1000)
      group = 0
    } else group += values[word] ?? Number.NaN
  }
  return total + group
}

test('any whole number comes back from its words', () => {
  assert(property(integer({ min: 0, max: 999_999_999 }), value => numberIn(wordsOf(`${value}`) ?? '') === value))
})

test('every digit after the point is said', () => {
  assert(
    property(integer({ min: 0, max: 9999 }), stringMatching(/^\d{1,6}$/), (whole, digits) => {
      const [before = '', after = ''] = (wordsOf(`${whole}.${digits}`) ?? '').split(' point ')
      expect(numberIn(before)).toBe(whole)
      expect(
        after
          .split(' ')
          .map(word => values[word])
          .join(''),
      ).toBe(digits)
    }),
  )
})
