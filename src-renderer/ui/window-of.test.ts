import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filledNext, scrollFor, windowOf } from './window-of.ts'

const looked = fc.record({
  topPx: fc.integer({ min: 0, max: 200_000 }),
  heightPx: fc.integer({ min: 0, max: 3000 }),
  rowPx: fc.integer({ min: 20, max: 60 }),
})

test('every line that is seen is drawn, and few others', () => {
  fc.assert(
    fc.property(looked, fc.integer({ min: 0, max: 6000 }), (seen, count) => {
      const { from, to } = windowOf(seen, count)
      const first = Math.floor(seen.topPx / seen.rowPx)
      const last = Math.ceil((seen.topPx + seen.heightPx) / seen.rowPx)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(from).toBeLessThanOrEqual(to)
      expect(to).toBeLessThanOrEqual(count)
      expect(to - from).toBeLessThanOrEqual(last - first + 26)
      for (const line of [first, last - 1]) {
        if (line < 0 || line >= count || last <= first) continue
        expect(line).toBeGreaterThanOrEqual(from)
        expect(line).toBeLessThan(to)
      }
    }),
  )
})

test('a line scrolled to is wholly seen, and the list stays where it was already', () => {
  fc.assert(
    fc.property(looked, fc.integer({ min: 0, max: 5999 }), (seen, at) => {
      const headPx = 28
      fc.pre(seen.heightPx >= headPx + seen.rowPx)
      const topPx = scrollFor(at, { ...seen, headPx })
      expect(at * seen.rowPx).toBeGreaterThanOrEqual(topPx)
      expect(headPx + (at + 1) * seen.rowPx).toBeLessThanOrEqual(topPx + seen.heightPx)
      expect(scrollFor(at, { ...seen, topPx, headPx })).toBe(topPx)
    }),
  )
})

test('cells come a few lines at a time, nobody loses theirs in sight, and in the end every line has them', () => {
  const spans = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 60 }))
  fc.assert(
    fc.property(spans, fc.array(fc.integer({ min: 0, max: 5060 }), { maxLength: 80 }), ([from, lines], before) => {
      const span = { from, to: from + lines }
      const isInside = (at: number) => at >= span.from && at < span.to
      let filled: ReadonlySet<number> = new Set(before)
      for (let frame = 0; frame <= lines; frame++) {
        const next = filledNext(filled, span)
        const kept = [...filled].filter(isInside)
        expect([...next].every(isInside)).toBe(true)
        expect(kept.every(at => next.has(at))).toBe(true)
        expect(next.size - kept.length).toBeLessThanOrEqual(3)
        filled = next
      }
      expect(filled.size).toBe(lines)
    }),
  )
})
