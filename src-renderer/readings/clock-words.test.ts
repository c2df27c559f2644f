import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockNoteOf } from './clock-words.ts'

describe('clock note', () => {
  it('says nothing of a device without a clock', () => {
    expect(clockNoteOf(undefined)).toBeUndefined()
    expect(clockNoteOf(Number.NaN)).toBeUndefined()
  })

  it('says which side, and when it is far', () => {
    expect(clockNoteOf(23)).toEqual({ side: 'ahead', days: 0, hours: 0, minutes: 23, far: true })
    expect(clockNoteOf(-1505)).toEqual({ side: 'behind', days: 1, hours: 1, minutes: 5, far: true })
    expect(clockNoteOf(15)?.far).toBe(false)
    expect(clockNoteOf(0.3)?.side).toBe('right')
  })

  it('adds up to the minutes it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000_000, max: 20_000_000 }), minutes => {
        const note = clockNoteOf(minutes)
        expect((note?.days ?? 0) * 1440 + (note?.hours ?? 0) * 60 + (note?.minutes ?? 0)).toBe(Math.abs(minutes))
      }),
    )
  })
})
