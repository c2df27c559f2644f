import fc from 'fast-check'
import { expect, it } from 'vitest'
import { missingItemsOf, reportItems } from './report.ts'

const ids = reportItems.map(({ id }) => id)

it('asks for items 1 to 4 and 6 to 9; 5 and 10 may stay empty', () => {
  expect(missingItemsOf({ items: {}, images: [] }).map(({ number }) => number)).toEqual([1, 2, 3, 4, 6, 7, 8, 9])
})

it('is complete exactly when every recommended item has words and there is a picture', () => {
  const some = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('', '  ', 'words'))
  fc.assert(
    fc.property(some, fc.boolean(), (items, pictured) => {
      const missing = missingItemsOf({ items, images: pictured ? ['b'] : [] }).map(({ id }) => id)
      const wanted = ids.filter(id => id !== 'algorithm' && id !== 'pathologist')
      expect(missing).toEqual(wanted.filter(id => items[id] !== 'words' || (id === 'images' && !pictured)))
    }),
  )
})
