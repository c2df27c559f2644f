import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ReactionContent } from '../../src-shared/contract/reactions.ts'
import { contentOf, draftOf, empty, isSame } from './draft.ts'

test('an empty form says nothing, and what is typed is kept without its edges', () => {
  expect(contentOf(empty)).toEqual({
    suspects: [],
    outcomes: [],
    concomitant: [],
    naranjo: {},
    alsoReportedTo: [],
    identityWithheld: true,
  })
  const typed = { ...empty, suspects: [{ name: ' minocycline ', dose: '' }], description: 'Rash ', others: 'a\n\n b ' }
  expect(contentOf(typed)).toMatchObject({
    suspects: [{ name: 'minocycline' }],
    description: 'Rash',
    concomitant: [{ name: 'a' }, { name: 'b' }],
  })
})

const line = fc.string({ maxLength: 60 })
const typed = fc.record({
  suspects: fc.array(fc.record({ name: line, dose: line, lot: line }, { requiredKeys: [] }), { maxLength: 2 }),
  description: line,
  tests: line,
  others: line,
  outcomes: fc.subarray(['death', 'disability'] as const),
})

test('whatever is typed, the engine takes what is kept, and it comes back the same', () => {
  fc.assert(
    fc.property(typed, some => {
      const content = contentOf({ ...empty, ...some, outcomes: [...some.outcomes] })
      expect(ReactionContent.parse(content)).toEqual(content)
      expect(isSame(contentOf(draftOf(content)), content)).toBe(true)
    }),
  )
})
