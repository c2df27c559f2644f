import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distances } from '../../src-shared/imaging/similar/nearest.ts'
import { nativeDistances, openDistances } from './nearest.ts'

const native = nativeDistances()
const notBuilt = native ? '' : ' (not run: the native kernel is not built; npm run build:native)'

it.skipIf(!native)(`the native kernel gives what its twin gives${notBuilt}`, () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 0, max: 20 }))
  const tables = sizes.chain(([wide, rows]) =>
    fc.tuple(
      fc.float32Array({ minLength: wide, maxLength: wide, min: -10, max: 10, noNaN: true }),
      fc.float32Array({ minLength: wide * rows, maxLength: wide * rows, min: -10, max: 10, noNaN: true }),
    ),
  )
  fc.assert(
    fc.property(tables, ([query, rows]) => {
      const places = rows.length / query.length
      const [one, other] = [new Float32Array(places), new Float32Array(places)]
      native?.(rows, query, one)
      distances(rows, query, other)
      for (const [row, value] of one.entries()) expect(Math.abs(value - other[row]!)).toBeLessThan(1e-3 * (1 + value))
    }),
  )
})

it.skipIf(!native)(`the native kernel refuses what does not fit, and what are no numbers${notBuilt}`, () => {
  const loose = native as unknown as (...given: readonly unknown[]) => void
  expect(() => loose(new Float32Array(7), new Float32Array(2), new Float32Array(3))).toThrow(RangeError)
  expect(() => loose(new Float32Array(0), new Float32Array(0), new Float32Array(0))).toThrow(RangeError)
  expect(() => loose(new Float64Array(4), new Float32Array(2), new Float32Array(2))).toThrow(TypeError)
  expect(() => loose([1, 2], new Float32Array(2), new Float32Array(1))).toThrow(TypeError)
  expect(() => loose()).toThrow(TypeError)
})

it('there is always a kernel', () => {
  expect(nativeDistances('/')).toBeUndefined()
  const into = new Float32Array(2)
  openDistances()(Float32Array.of(0, 0, 3, 4), Float32Array.of(0, 0), into)
  expect([...into]).toEqual([0, 25])
})
