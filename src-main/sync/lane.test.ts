import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Op } from '../vault/index.ts'
import { batched, inParallel } from './lane.ts'

const ticks = async (count: number): Promise<void> => {
  for (let tick = 0; tick < count; tick++) await Promise.resolve()
}
const opOf = (name: number): Op => ({ store: 'x', call: String(name), args: [], touches: [] })

test('every item once, never more at once than allowed, in the order given', async () => {
  const items = fc.array(fc.nat(9), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 5 }), async (waits, atOnce) => {
      const begun: number[] = []
      let now = 0
      let most = 0
      await inParallel([...waits.entries()], atOnce, async ([index, wait]) => {
        begun.push(index)
        most = Math.max(most, ++now)
        await ticks(wait)
        now -= 1
      })
      expect(begun).toEqual([...waits.keys()])
      expect(most).toBeLessThanOrEqual(atOnce)
    }),
  )
})

test('a failure is told after everything that began has ended', async () => {
  let ended = 0
  const work = async (item: number): Promise<void> => {
    await ticks(item)
    ended += 1
    if (item === 1) throw new Error('one of them')
  }
  await expect(inParallel([1, 20, 30], 3, work)).rejects.toThrow('one of them')
  expect(ended).toBe(3)
})

test('nothing handed to the writer is lost, doubled or out of order, and one commit runs at a time', async () => {
  const plan = fc.array(fc.record({ size: fc.nat(3), pause: fc.nat(6) }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(plan, fc.nat(5), async (handed, slowness) => {
      const written: string[] = []
      let running = 0
      const write = batched(async ops => {
        expect(++running).toBe(1)
        await ticks(slowness)
        written.push(...ops.map(op => op.call))
        running -= 1
      })
      const given: string[] = []
      const waits: Promise<void>[] = []
      for (const { size, pause } of handed) {
        const ops = Array.from({ length: size }, (_, index) => opOf(given.length + index))
        given.push(...ops.map(op => op.call))
        // Resolved means written: whoever waits may rely on it.
        waits.push(write(ops).then(() => expect(written).toEqual(expect.arrayContaining(ops.map(op => op.call)))))
        await ticks(pause)
      }
      await Promise.all(waits)
      expect(written).toEqual(given)
    }),
  )
})

test('a commit that fails is told to those who wait for it, and the next goes on', async () => {
  let count = 0
  const write = batched(async () => {
    if (++count === 1) throw new Error('disk')
  })
  await expect(write([opOf(1)])).rejects.toThrow('disk')
  await expect(write([opOf(2)])).resolves.toBeUndefined()
})
