import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../../src-shared/faults.ts'
import { DeviceError } from './errors.ts'
import { decodeTape, encodeTape } from './tape-codec.ts'

const tapes = fc.record({
  startedAt: fc.string({ maxLength: 40, unit: 'grapheme' }),
  entries: fc.array(
    fc.record({
      atUs: fc.integer({ min: -1_000_000, max: 2 ** 45 }),
      way: fc.constantFrom('in' as const, 'out' as const),
      channel: fc.integer({ min: 0, max: 300 }),
      bytes: fc.uint8Array({ maxLength: 300 }),
    }),
    { maxLength: 30 },
  ),
})

test('every tape comes back as it was', () => {
  fc.assert(
    fc.property(tapes, tape => {
      expect(decodeTape(encodeTape(tape))).toEqual(tape)
    }),
  )
})

test('a tape that was cut, or goes on, is refused by name', () => {
  fc.assert(
    fc.property(tapes, fc.nat(), (tape, at) => {
      const whole = encodeTape(tape)
      expect(() => decodeTape(whole.subarray(0, at % whole.length))).toThrow(DeviceError)
      expect(() => decodeTape(Uint8Array.from([...whole, 0]))).toThrow(DeviceError)
    }),
  )
})

test('a changed byte gives a tape or a typed refusal, never another error', () => {
  fc.assert(
    fc.property(tapes, fc.nat(), fc.integer({ min: 1, max: 255 }), (tape, at, flip) => {
      const bytes = encodeTape(tape)
      const place = at % bytes.length
      bytes[place] = (bytes[place] ?? 0) ^ flip
      try {
        decodeTape(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(Fault)
      }
    }),
  )
})

test('a tape of a newer version is left alone', () => {
  const bytes = encodeTape({ startedAt: '2026-01-01T00:00:00Z', entries: [] })
  bytes[5] = 2
  expect(() => decodeTape(bytes)).toThrow('vault.future')
})
