import fc from 'fast-check'
import { expect, test } from 'vitest'
import { footPedals, keysFor, pedalActs, pedalKeys, pedalsFrom, usualPedals, withPedal } from './pedals.ts'

const source = fc.constantFrom(...pedalKeys, ...footPedals)
const act = fc.constantFrom(...pedalActs)

test('what was said is read back as it was said', () => {
  fc.assert(
    fc.property(fc.dictionary(source, act, { noNullPrototype: true }), map => {
      expect(pedalsFrom(JSON.stringify(map))).toEqual(map)
    }),
  )
})

test('no stored text does more than it says', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      for (const [key, does] of Object.entries(pedalsFrom(text))) {
        expect([...pedalKeys, ...footPedals]).toContain(key)
        expect(pedalActs).toContain(does)
      }
    }),
  )
  for (const text of [undefined, '', '{', '[]', 'null', '7']) expect(pedalsFrom(text)).toBe(usualPedals)
  expect(pedalsFrom('{"f13":"erase","escape":"keep","f14":"keep"}')).toEqual({ f14: 'keep' })
})

test('one of them is changed and the others stay', () => {
  fc.assert(
    fc.property(
      fc.dictionary(source, act, { noNullPrototype: true }),
      source,
      fc.option(act, { nil: undefined }),
      (map, key, next) => {
        const changed = withPedal(map, key, next)
        expect(changed[key]).toBe(next)
        const { [key]: _old, ...before } = map
        const { [key]: _new, ...after } = changed
        expect(after).toEqual(before)
        if (next && key.startsWith('f')) expect(keysFor(changed, next)).toContain(key)
      },
    ),
  )
})
