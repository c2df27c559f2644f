import { describe, expect, test } from 'vitest'
import { DeviceError } from '../../errors.ts'
import { type ContourMake, contourModel } from '../../rig/contour-model.ts'
import { contourChecks } from '../../rig/contour-vectors.ts'
import { driveHid } from '../../rig/drive.ts'
import { vectorFolder } from '../../rig/vectors.ts'
import type { Tape } from '../../tape.ts'
import { contourDriver } from './index.ts'

const results = [
  'R|1|^^^Glucose|133|mg/dL^P||B/X||202602280834',
  'R|2|^^^Glucose|7.10|mmol/L^P||C||202602281205',
  'R|3|^^^Glucose|600|mg/dL^P||>||202602281300',
  'R|4|^^^Insulin|12|1^||||202602281300',
]
const run = (make: Partial<ContourMake> = {}) => driveHid(contourDriver, contourModel({ results, ...make }))
const codeOf = (error: unknown): string => (error instanceof DeviceError ? error.code : `not typed: ${String(error)}`)
const linesOn = (tape: Tape): readonly string[] =>
  contourDriver.decode!(tape).readings.map(({ parts: [part], deviceTime, flags }) =>
    [deviceTime, part && 'value' in part.figure ? part.figure.value : 'none', part?.unit, ...flags].join(' '),
  )
const lines = [
  '2026-02-28T08:34:00 133 mg/dL before-meal marker-x plasma-referenced',
  '2026-02-28T12:05:00 7.10 mmol/L control-solution plasma-referenced',
  '2026-02-28T13:00:00 none mg/dL above-range plasma-referenced',
]

describe.skipIf(vectorFolder() === undefined)('a recorded Contour USB (not run: vectors absent)', () => {
  test.for(contourChecks())('$name', ({ got, want }) => expect(got).toEqual(want))
})

describe('a modelled meter', () => {
  test('is read whole, with its unit, its digits and its clock', async () => {
    const { error, tape, decoded } = await run()
    expect(error).toBeUndefined()
    expect(linesOn(tape)).toEqual(lines)
    expect(decoded?.device).toEqual({
      maker: 'Ascensia',
      model: 'Bayer7390',
      serial: '7390-1234567',
      firmware: '01.24',
    })
    expect(decoded?.clock?.deviceTime).toBe('2026-03-01T12:00:00')
    expect(decoded?.dropped).toEqual({ 'unknown-object': 1 })
  })
  test('sends a damaged frame again, and is given up when all are damaged or none comes', async () => {
    for (const damageEvery of [2, 3, 4]) {
      const { error, tape } = await run({ damageEvery })
      expect(error).toBeUndefined()
      expect(linesOn(tape)).toEqual(lines)
    }
    expect(codeOf((await run({ damageAlways: true })).error)).toBe('devices.checksum')
    const silent = await run({ silent: true })
    expect(codeOf(silent.error)).toBe('devices.noAnswer')
    expect(silent.tookMs).toBeLessThan(3000)
  })
  test('unplugged at every step rejects devices.gone and gives no false reading', async () => {
    for (let unplugAfter = 0; ; unplugAfter += 1) {
      const { error, tape } = await run({ unplugAfter })
      if (error === undefined) return expect(unplugAfter).toBeGreaterThan(8)
      expect(codeOf(error)).toBe('devices.gone')
      for (const line of linesOn(tape)) expect(lines).toContain(line)
    }
  })
  test('no mutation of any one byte on the tape gives a reading that is not there', async () => {
    const { tape } = await run()
    for (const [index, entry] of tape.entries.entries()) {
      if (entry.way === 'out') continue
      for (let at = 0; at < entry.bytes.length; at += 1)
        for (const flip of [1, 0x20, 0x80, 0xff]) {
          const bytes = entry.bytes.map((byte, place) => (place === at ? byte ^ flip : byte))
          for (const line of linesOn({ ...tape, entries: tape.entries.with(index, { ...entry, bytes }) }))
            expect(lines).toContain(line)
        }
    }
  })
})
