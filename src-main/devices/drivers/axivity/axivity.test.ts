import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import { cwaFile, cwaVolume } from '../../rig/cwa-model.ts'
import { cwaChecks } from '../../rig/cwa-vectors.ts'
import { vectorFiles, vectorFolder } from '../../rig/vectors.ts'
import { axivityDriver, decodeCwa, readRecording } from './index.ts'

const hour = 3600
/** Still, but every tenth minute shaken at 4 Hz. */
const restless = (second: number): readonly [number, number, number] =>
  Math.floor(second / 60) % 10 === 3 ? [0, 0, 1 + 0.5 * Math.sin(second * 8 * Math.PI)] : [0, 0, 1]
const context: Context = {
  signal: new AbortController().signal,
  progress: () => {},
  now: () => new Date(0),
  pause: async () => {},
}
const summary = (file: Uint8Array) =>
  axivityDriver.decode!({ startedAt: '', entries: [{ atUs: 0, way: 'in', channel: 0, bytes: file }] })
const lines = (file: Uint8Array): readonly string[] =>
  summary(file).readings.map(({ kind, deviceTime, parts: [part], flags }) =>
    [kind, deviceTime, part && 'value' in part.figure ? part.figure.value : '', ...flags].join(' '),
  )

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

describe.skipIf(vectorFolder() === undefined)('a recording of 610 steps (not run: vectors absent)', () => {
  test.for(cwaChecks())('$name as openmovement converts it', ({ got, want }) => expect(got).toEqual(want))
  test('is one hour of activity and no night', () => {
    const { readings, device } = summary(readFileSync(vectorFiles('cwa', /\.cwa$/)[0]!))
    expect(readings.map(({ kind, deviceTime, flags }) => [kind, deviceTime, ...flags])).toEqual([
      ['activity', '2012-03-27T11:00:00', 'movement-only', 'partial-hour'],
    ])
    expect(device.serial).toBe('1841')
  })
})

describe('a modelled recording', () => {
  const night = cwaFile({ from: '2026-03-01T21:00:00', seconds: 10 * hour, at: restless })
  test('tells the minutes of movement of a night, and counts by hour', () => {
    const found = lines(night)
    expect(found.filter(line => line.startsWith('scratch'))).toEqual(['scratch 2026-03-01T22:00:00 48 movement-only'])
    expect(found.filter(line => line.startsWith('activity'))).toHaveLength(10)
  })
  test('is the same in 16 bits', () => {
    const make = { from: '2026-03-01T22:00:00', seconds: hour, at: restless }
    expect(lines(cwaFile({ ...make, wide: true }))).toEqual(lines(cwaFile(make)))
    expect(lines(cwaFile(make))).toContain('scratch 2026-03-01T22:00:00 6 movement-only partial-night')
  })
  test('gives the same however it is cut, and nothing false when cut off or damaged', () => {
    const file = cwaFile({ from: '2026-03-01T23:00:00', seconds: 20, at: restless, damaged: [2] })
    const whole = [...decodeCwa([file])]
    expect(summary(file).dropped).toEqual({ checksum: 1 })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1 }), fc.nat(file.length), (cuts, end) => {
        const pieces: Uint8Array[] = []
        for (let at = 0, turn = 0; at < file.length; turn += 1) {
          const size = cuts[turn % cuts.length] ?? 1
          pieces.push(file.subarray(at, at + size))
          at += size
        }
        expect([...decodeCwa(pieces)]).toEqual(whole)
        const short = [...decodeCwa([file.subarray(0, end)])].filter(({ kind }) => kind !== 'fault')
        expect(whole.filter(({ kind }) => kind !== 'fault').slice(0, short.length)).toEqual(short)
      }),
      { numRuns: 30 },
    )
  })
  test('no sector with one byte changed is taken', () => {
    const file = cwaFile({ from: '2026-03-01T23:00:00', seconds: 1, at: restless })
    for (let at = 1024; at < file.length; at += 1)
      for (const flip of [1, 0x80, 0xff]) {
        const changed = file.map((byte, place) => (place === at ? byte ^ flip : byte))
        expect([...decodeCwa([changed])].some(({ kind }) => kind === 'sector')).toBe(false)
      }
  })
  test('pulled out at every step rejects devices.gone', async () => {
    for (let unplugAfter = 0; unplugAfter < 20; unplugAfter += 1) {
      const reading = gather(readRecording(cwaVolume(night, unplugAfter), context))
      const error: unknown = await reading.then(() => undefined).catch((reason: unknown) => reason)
      expect(error instanceof DeviceError && error.code).toBe('devices.gone')
    }
    const pieces = await gather(readRecording(cwaVolume(night), context))
    expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBe(night.length)
  })
  test('of what is no recording says so', async () => {
    await expect(axivityDriver.fetch!(cwaVolume(new Uint8Array(3)), context)).rejects.toThrow('devices.noRecords')
    expect(summary(new Uint8Array(4096)).dropped).toEqual({ 'unknown-object': 1 })
  })
})
