import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calibration } from '../../src-shared/contract/review.ts'
import { coursesOf } from './courses.ts'

const entry = (at: string, setting: string): Calibration => ({
  calibrationId: crypto.randomUUID(),
  deviceLabel: 'Dermatoscope',
  setting,
  at,
  by: 'Dr Who',
  longPx: 4000,
  method: 'ruler',
  umPerPx: 10,
  relativeUncertainty: 0.01,
})

describe('courses', () => {
  it('keeps every calibration, oldest first within its way of use', () => {
    const some = fc.record({ day: fc.integer({ min: 1, max: 28 }), setting: fc.constantFrom('', 'zoom 2') })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), list => {
        const all = list.map(({ day, setting }) => entry(`2026-01-${String(day).padStart(2, '0')}T10:00:00Z`, setting))
        const courses = coursesOf(all)
        expect(courses.flatMap(({ entries }) => entries)).toHaveLength(all.length)
        for (const { entries, setting } of courses) {
          expect(entries.every(one => one.setting === setting)).toBe(true)
          expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted())
        }
      }),
    )
  })
})
