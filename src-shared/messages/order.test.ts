import fc from 'fast-check'
import { expect, test } from 'vitest'
import { merged } from './order.ts'

const message = fc.record({
  messageId: fc.uuid(),
  at: fc.constantFrom('2026-11-02T09:00:00.000Z', '2026-11-02T09:00:00.001Z', '2026-11-03T00:00:00.000Z'),
})
const thread = fc.uniqueArray(message, { selector: ({ messageId }) => messageId, maxLength: 30 })
type Message = { messageId: string; at: string }

test('in whatever order and however often its messages arrive, a thread is the same', () => {
  const arrivals = thread.chain(sent =>
    fc.tuple(fc.constant(sent), fc.array(fc.shuffledSubarray(sent), { maxLength: 6 })),
  )
  fc.assert(
    fc.property(arrivals, ([sent, batches]) => {
      const whole = merged(sent, [])
      const arrived = [...batches, sent].reduce<Message[]>((known, batch) => merged(known, batch), [])
      expect(arrived).toEqual(whole)
      expect(arrived).toHaveLength(sent.length)
    }),
  )
})

test('a later time never stands before an earlier one', () => {
  fc.assert(
    fc.property(thread, thread, (one, other) => {
      const times = merged(one, other).map(({ at }) => at)
      expect(times).toEqual(times.toSorted())
    }),
  )
})

test('of a message that is there twice the newer copy stands', () => {
  const [old, fresh] = [
    { messageId: 'm', at: '2026-11-02T09:00:00.000Z', read: false },
    { messageId: 'm', at: '2026-11-02T09:00:00.000Z', read: true },
  ]
  expect(merged([old], [fresh])).toEqual([fresh])
})
