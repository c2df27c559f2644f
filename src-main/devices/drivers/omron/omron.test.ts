import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeviceError } from '../../errors.ts'
import { driveHid } from '../../rig/drive.ts'
import { omronCaptures, pressureLines } from '../../rig/omron-captures.ts'
import { type OmronMake, omronModel } from '../../rig/omron-model.ts'
import { vectorFolder } from '../../rig/vectors.ts'
import type { Tape } from '../../tape.ts'
import { omronDriver } from './index.ts'

const readings = [
  [7, 1, 2, 0, 8, 38, 0, 0, 120, 73, 67, 0, 0],
  [7, 1, 1, 0, 6, 38, 0, 0, 123, 78, 87, 0, 0],
]
const lines = ['2007-01-01T00:06:38 123/78 87', '2007-01-02T00:08:38 120/73 67']
const run = (make: Partial<OmronMake> = {}) => driveHid(omronDriver, omronModel({ readings, ...make }))
const codeOf = (error: unknown): string =>
  error instanceof DeviceError ? error.code : `not a DeviceError: ${String(error)}`
const decode = (tape: Tape): readonly string[] => pressureLines(omronDriver.decode!(tape))

describe.skipIf(vectorFolder() === undefined)('captures of a real HEM-790IT (not run: vectors absent)', () => {
  test.for(omronCaptures())('$name gives its readings', ({ tape, expected, vendor }) => {
    const decoded = omronDriver.decode!(tape)
    expect(pressureLines(decoded)).toEqual(expected)
    if (vendor) expect(pressureLines(decoded)).toEqual(vendor)
    expect(decoded.device).toMatchObject({ maker: 'Omron', model: 'M7080IT', firmware: '207' })
  })
  test('no mutation and no truncation of a capture gives a reading it does not hold', () => {
    const all = omronCaptures()
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 255 })),
        (which, at, [byte, flip]) => {
          const { tape, expected } = all[which % all.length]!
          const entries = tape.entries.map((entry, index) =>
            index === at % tape.entries.length
              ? { ...entry, bytes: entry.bytes.map((value, place) => (place === byte ? value ^ flip : value)) }
              : entry,
          )
          for (const line of decode({ ...tape, entries })) expect(expected).toContain(line)
          for (const line of decode({ ...tape, entries: tape.entries.slice(0, at % tape.entries.length) }))
            expect(expected).toContain(line)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('a modelled monitor', () => {
  test('is read whole', async () => {
    const { decoded, error } = await run()
    expect(error).toBeUndefined()
    expect(pressureLines(decoded!)).toEqual(lines)
  })
  test('is asked again when it says NO, and when an answer is damaged', async () => {
    expect(pressureLines((await run({ noEvery: 2 })).decoded!)).toEqual(lines)
    for (let damageAt = 1; damageAt < 8; damageAt += 1) {
      const { decoded, error } = await run({ damageAt })
      expect(error).toBeUndefined()
      expect(pressureLines(decoded!)).toEqual(lines)
    }
  })
  test('that damages everything, is silent or is empty says so', async () => {
    expect(codeOf((await run({ damageAlways: true })).error)).toBe('devices.checksum')
    const silent = await run({ silent: true })
    expect(codeOf(silent.error)).toBe('devices.noAnswer')
    expect(silent.tookMs).toBeLessThan(3000)
    expect(codeOf((await run({ readings: [] })).error)).toBe('devices.noRecords')
  })
  test('unplugged at every step rejects devices.gone and gives no false reading', async () => {
    for (let unplugAfter = 0; ; unplugAfter += 1) {
      const { error, tape } = await run({ unplugAfter })
      if (error === undefined) return expect(unplugAfter).toBeGreaterThan(10)
      expect(codeOf(error)).toBe('devices.gone')
      for (const line of decode(tape)) expect(lines).toContain(line)
    }
  })
})
