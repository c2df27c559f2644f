import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decoded, Sample } from '../../driver.ts'
import { codeOf, driveSerial, type SerialWay } from '../../rig/drive.ts'
import { cutting, flipping } from '../../rig/faults.ts'
import { openBench } from '../../rig/in-process.ts'
import { babbler } from '../../rig/meter-models.ts'
import { type NoninMake, noninModel, packetBytes } from '../../rig/nonin-model.ts'
import { noninChecks } from '../../rig/oximeter-vectors.ts'
import { vectorFolder } from '../../rig/vectors.ts'
import { noninDriver } from './index.ts'
import { listenNonin } from './live.ts'
import { openMessages } from './spot.ts'

const make: NoninMake = {
  spots: [
    { at: [2026, 2, 28, 8, 0, 0], pulse: 61, spo2: 98 },
    { at: [2026, 2, 28, 20, 15, 9], pulse: 140, spo2: 91 },
    { at: [2026, 3, 1, 8, 0, 1], pulse: 511, spo2: 127 },
  ],
}
const wanted = [
  '2026-02-28T08:00:00 spo2 98',
  '2026-02-28T08:00:00 pulse 61',
  '2026-02-28T20:15:09 spo2 91',
  '2026-02-28T20:15:09 pulse 140',
]
const linesOf = (decoded: Decoded | undefined): string[] =>
  (decoded?.readings ?? []).map(({ kind, deviceTime, parts: [part] }) =>
    [deviceTime, kind, part && 'value' in part.figure && part.figure.value].join(' '),
  )
const run = (more: Partial<NoninMake> = {}, way: SerialWay = {}) =>
  driveSerial(noninDriver, noninModel({ ...make, ...more }), way)

describe.skipIf(vectorFolder() === undefined)(
  'frames, packets and commands of others (not run: vectors absent)',
  () => {
    test.for(noninChecks())('$name', ({ got, want }) => expect(got).toEqual(want))
  },
)

describe('stored spot checks', () => {
  test('are read whole, each confirmed, each once, however the stream is cut', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { decoded, error } = await run({ repeats: seed % 2 === 0 }, { cut: cutting(seed, 9) })
      expect([codeOf(error), linesOf(decoded)]).toEqual(['none', wanted])
      expect(decoded).toMatchObject({
        device: { maker: 'Nonin', serial: 'N12345' },
        clock: { deviceTime: '2026-03-01T12:00:00' },
      })
    }
  })
  test('silent, refusing, empty: each its word', async () => {
    const silent = await run({ silent: true })
    expect(codeOf(silent.error)).toBe('devices.noAnswer')
    expect(silent.tookMs).toBeLessThan(3000)
    for (let seed = 1; seed < 6; seed += 1) {
      const garbage = await driveSerial(noninDriver, babbler(seed))
      expect([codeOf(garbage.error), garbage.tookMs < 3000]).toEqual(['devices.protocol', true])
    }
    expect(codeOf((await run({ refusing: true })).error)).toBe('devices.unsupported')
    expect(codeOf((await run({ spots: [] })).error)).toBe('devices.noRecords')
  })
  test('the clock is set and read back; one that stays as it was is told', async () => {
    const set = async (more: Partial<NoninMake>): Promise<string> => {
      const bench = openBench(noninModel({ ...make, ...more }))
      const now = (): Date => new Date(bench.time.nowMs())
      const context = { signal: new AbortController().signal, progress: () => {}, now, pause: bench.pause }
      return await noninDriver.setClock!(bench.serial, '2026-11-25T12:34:56', context).then(() => 'none', codeOf)
    }
    expect([await set({}), await set({ refusing: true }), await set({ silent: true })]).toEqual([
      'none',
      'devices.unsupported',
      'devices.noAnswer',
    ])
  })
  test('one flipped byte in 10,000, and in 200, gives no reading that is not there', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { tape } = await run({ damage: flipping(seed, seed % 2 === 0 ? 200 : 10_000).damage })
      for (const one of linesOf(noninDriver.decode?.(tape))) expect(wanted).toContain(one)
    }
  })
  test('unplugged at every step it is gone, cancelled it is cancelled', async () => {
    for (let unplugAfter = 0; unplugAfter < 7; unplugAfter += 1) {
      const { error, tape } = await run({ unplugAfter })
      expect(codeOf(error)).toBe('devices.gone')
      for (const one of linesOf(noninDriver.decode?.(tape))) expect(wanted).toContain(one)
    }
    expect(codeOf((await run({}, { cancelAtMs: 60 })).error)).toBe('devices.cancelled')
  })
  test('no mutation of a message is taken for another, and noise is skipped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        for (const message of openMessages()(bytes))
          if (message.kind === 'spot') expect(message.data.length).toBeGreaterThan(13)
      }),
    )
  })
})

describe('the live stream', () => {
  const hear = (bytes: Uint8Array, seed: number): Sample[] => {
    const listener = listenNonin()
    const cut = cutting(seed, 30)
    const samples: Sample[] = []
    for (let at = 0; at < bytes.length; ) {
      const size = cut(0)
      samples.push(...listener.hear(bytes.subarray(at, at + size)))
      at += size
    }
    return samples
  }
  test.each([2, 7] as const)('format %i is recognised and read, however it is cut', format => {
    const two = Uint8Array.from([
      ...packetBytes(format, { pulse: 140, spo2: 91 }),
      ...packetBytes(format, { pulse: 141, spo2: 92 }),
    ])
    for (let seed = 1; seed < 30; seed += 1) {
      const samples = hear(two, seed)
      expect(samples.at(-1)).toMatchObject({ pulsePerMinute: 141, spo2: 92, flags: [] })
      // Cut within the first packet nothing is sure, and what is not sure is not shown.
      expect(samples.length).toBeGreaterThanOrEqual(25)
    }
  })
  test('format 8 is believed after four whole packets', () => {
    const packet = [0x80, 61, 98, 0]
    expect(hear(Uint8Array.from([...packet, ...packet, ...packet]), 1)).toEqual([])
    const all = hear(Uint8Array.from(Array.from({ length: 6 }, () => packet).flat()), 1)
    expect(all.at(-1)).toEqual({ flags: [], spo2: 98, pulsePerMinute: 61 })
  })
  test('noise is no measurement', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), bytes => {
        for (const { spo2, pulsePerMinute } of listenNonin().hear(bytes)) {
          if (spo2 !== undefined) expect(spo2).toBeLessThanOrEqual(100)
          if (pulsePerMinute !== undefined) expect(pulsePerMinute).toBeLessThan(511)
        }
      }),
    )
  })
})
