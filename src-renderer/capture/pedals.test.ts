import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actOf, footPedals, keysFor, pedalActs, pedalKeys, pedalsFrom, usualPedals, withPedal } from './pedals.ts'

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

test('a step does what was set, a snapshot button takes the picture, and nothing else does anything', () => {
  fc.assert(
    fc.property(fc.dictionary(source, act, { noNullPrototype: true }), fc.nat(2), (map, pedal) => {
      expect(actOf(map, { kind: 'pressed', pedal })).toBe(map[footPedals[pedal] ?? ''])
      expect(actOf(map, { kind: 'snapshot' })).toBe('shutter')
      for (const event of [
        { kind: 'released', pedal },
        { kind: 'none' },
        { kind: 'ready', label: 'Foot pedal' },
      ] as const)
        expect(actOf(map, event)).toBeUndefined()
    }),
  )
})
