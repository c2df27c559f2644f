import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { freeNow, openLender } from './lend.ts'
import { plainCache } from './plain-cache.ts'

it('lends copies, reuses what came back, and zeroes everything at the end', () => {
  const lender = openLender()
  const bytes = randomBytes(1_500_000)
  const shared = lender.lend(bytes)
  expect(Buffer.from(shared, 0, bytes.length).equals(bytes)).toBe(true)
  expect(lender.lend(bytes)).not.toBe(shared)
  lender.giveBack(shared)
  expect(lender.lend(Buffer.from('small'))).toBe(shared)
  lender.giveBack(shared)
  lender.clear()
  expect(Buffer.from(shared).every(byte => byte === 0)).toBe(true)
})

it('holds no more than its limit, drops the least recently used first, and zeroes what it drops', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 60 }), steps => {
      const cache = plainCache(100, 500)
      const made = new Map<string, Buffer>()
      let recent: string[] = []
      for (const [n, reads] of steps) {
        const id = String(n)
        const found = cache.get(id)
        expect(found !== undefined).toBe(recent.slice(-5).includes(id))
        if (found === undefined && reads) continue
        if (found === undefined) {
          made.set(id, Buffer.alloc(100, 1))
          cache.put(id, made.get(id) ?? Buffer.alloc(0))
        }
        recent = [...recent.filter(each => each !== id), id]
        for (const gone of recent.slice(0, -5)) expect(made.get(gone)?.every(byte => byte === 0)).toBe(true)
      }
      cache.clear()
      for (const plain of made.values()) expect(plain.every(byte => byte === 0)).toBe(true)
    }),
  )
})

it('frees a buffer of its own at once, and leaves a slice of a shared one alone', () => {
  const own = Buffer.allocUnsafeSlow(1000)
  freeNow(own)
  expect(own).toHaveLength(0)
  const slice = Buffer.allocUnsafeSlow(1000).subarray(10, 20)
  freeNow(slice)
  expect(slice).toHaveLength(10)
})
