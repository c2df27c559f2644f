import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decoded } from '../../driver.ts'
import { type ContecMake, type ContecOldMake, contecModel, contecOldModel } from '../../rig/contec-model.ts'
import { codeOf, driveSerial, type SerialWay } from '../../rig/drive.ts'
import { cutting, flipping } from '../../rig/faults.ts'
import { openBench } from '../../rig/in-process.ts'
import { babbler } from '../../rig/meter-models.ts'
import { contecChecks } from '../../rig/oximeter-vectors.ts'
import { vectorFolder } from '../../rig/vectors.ts'
import { contecDriver, contecOldDriver } from './index.ts'
import { openV7Framer, packetBytes } from './v7.ts'

const night = (length: number): [number, number][] =>
  Array.from({ length }, (_, at) => [at % 97 === 0 ? 127 : 94 + (at % 5), 55 + (at % 13)])
const make: ContecMake = {
  segments: [
    { start: [2026, 2, 28, 23, 59, 30], seconds: night(200) },
    { start: [2026, 3, 1, 7, 0, 0], seconds: [[97, 61]] },
  ],
}
const old: ContecOldMake = { seconds: night(200) }
const linesOf = (decoded: Decoded | undefined): string[] =>
  (decoded?.readings ?? []).map(({ kind, deviceTime, mark, parts: [part] }) =>
    [deviceTime ?? mark, kind, part && 'value' in part.figure && part.figure.value].join(' '),
  )
const run = (more: Partial<ContecMake> = {}, way: SerialWay = {}) =>
  driveSerial(contecDriver, contecModel({ ...make, ...more }), way)
const runOld = (more: Partial<ContecOldMake> = {}, way: SerialWay = {}) =>
  driveSerial(contecOldDriver, contecOldModel({ ...old, ...more }), way)
/** By hand from `night`: the first second of each minute with 94 %, and the one of the second segment. */
const wanted = [
  '2026-02-28T23:59:35 spo2 94',
  '2026-02-28T23:59:35 pulse 60',
  '2026-03-01T00:00:30 spo2 94',
  '2026-03-01T00:00:30 pulse 63',
  '2026-03-01T00:01:30 spo2 94',
  '2026-03-01T00:01:30 pulse 58',
  '2026-03-01T00:02:30 spo2 94',
  '2026-03-01T00:02:30 pulse 66',
  '2026-03-01T07:00:00 spo2 97',
  '2026-03-01T07:00:00 pulse 61',
]

describe.skipIf(vectorFolder() === undefined)('packets of others (not run: vectors absent)', () => {
  test.for(contecChecks())('$name', ({ got, want }) => expect(got).toEqual(want))
})

describe('protocol V7.0', () => {
  test('stored segments are read whole, of each minute the lowest, with or without a perfusion index, also while it streams', async () => {
    for (const more of [{}, { perfusion: true }, { streaming: true }, { echo: true }]) {
      const { decoded, error } = await run(more)
      expect([codeOf(error), linesOf(decoded)]).toEqual(['none', wanted])
      expect(decoded?.device).toMatchObject({ maker: 'Contec', serial: 'C50-007' })
    }
  })
  test('any cutting of the stream gives the same', async () => {
    for (let seed = 1; seed <= 20; seed += 1)
      expect(linesOf((await run({}, { cut: cutting(seed, 12) })).decoded)).toEqual(wanted)
  })
  test('a packet is read as it was made, between whatever noise', () => {
    const data = fc.uint8Array({ minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(data, fc.uint8Array({ maxLength: 8 }), (bytes, noise) => {
        // Only a type that is cut off by the packet itself may stand in the noise.
        const stream = Uint8Array.from([...noise.map(byte => byte | 0x80), ...packetBytes({ type: 9, data: bytes })])
        expect(openV7Framer().hear(stream)).toEqual([{ type: 9, data: bytes }])
      }),
    )
  })
})

describe('protocol V7.0 when things go wrong', () => {
  test('one flipped byte in 10,000, and in 200, gives no reading that is not there', async () => {
    let flipped = 0
    for (let seed = 1; seed <= 60; seed += 1) {
      const line = flipping(seed, seed % 2 === 0 ? 200 : 10_000)
      const { tape, error } = await run({ damage: line.damage })
      flipped += line.flipped()
      expect(['none', 'devices.checksum', 'devices.noAnswer', 'devices.protocol']).toContain(codeOf(error))
      for (const one of linesOf(contecDriver.decode?.(tape))) expect(wanted).toContain(one)
    }
    expect(flipped).toBeGreaterThan(100)
  })
  test('silent, empty, garbage: each its word within 3 s', async () => {
    const silent = await run({ silent: true })
    expect(codeOf(silent.error)).toBe('devices.noAnswer')
    expect(codeOf((await run({ segments: [] })).error)).toBe('devices.noRecords')
    for (let seed = 1; seed < 6; seed += 1) {
      const garbage = await driveSerial(contecDriver, babbler(seed))
      expect(codeOf(garbage.error)).toMatch(/^devices\.(protocol|noAnswer|checksum)$/)
      expect(garbage.tookMs).toBeLessThan(3000)
    }
    expect(silent.tookMs).toBeLessThan(3000)
  })
  test('unplugged at every step it is gone, cancelled at any time it is cancelled, and no reading is false', async () => {
    for (let unplugAfter = 0; ; unplugAfter += 1) {
      const { error, tape } = await run({ unplugAfter })
      if (error === undefined) {
        expect(unplugAfter).toBeGreaterThan(130)
        break
      }
      expect(codeOf(error)).toBe('devices.gone')
      for (const one of linesOf(contecDriver.decode?.(tape))) expect(wanted).toContain(one)
    }
    for (const cancelAtMs of [1, 30, 150, 400]) {
      const { error } = await run({}, { cancelAtMs })
      expect(codeOf(error)).toBe('devices.cancelled')
    }
  })
})

describe('protocol V7.0, live', () => {
  test('a sample of each packet, and what the device does not know is not there', () => {
    const listener = contecDriver.listen!()
    const known = packetBytes({ type: 1, data: Uint8Array.from([6, 64, 4, 61, 98, 0xc8, 0]) })
    const off = packetBytes({ type: 1, data: Uint8Array.from([0x80, 0x40, 0, 0xff, 0x7f, 0xff, 0xff]) })
    expect(listener.hear(Uint8Array.from([...known, ...off]))).toEqual([
      { flags: [], pleth: 64 / 127, pulsePerMinute: 61, spo2: 98, perfusionPercent: 2 },
      { flags: ['probe-error', 'finger-out'] },
    ])
  })
  test('a live stream is kept going until it is ended, and then stopped', async () => {
    const heard: number[] = []
    const bench = openBench(stage => {
      const model = contecModel(make)(stage)
      return {
        hear: (bytes, channel) => {
          heard.push(bytes[2] ?? 0)
          model.hear(bytes, channel)
        },
      }
    })
    const stop = new AbortController()
    bench.time.after(10_000, () => stop.abort())
    const now = (): Date => new Date(bench.time.nowMs())
    await contecDriver.follow!(bench.serial, { signal: stop.signal, progress: () => {}, now, pause: bench.pause })
    expect(heard).toEqual([0xa1, 0xaf, 0xaf, 0xaf, 0xa2])
  })
  test('the clock is set, the date first', async () => {
    const bench = openBench(contecModel(make))
    const context = {
      signal: new AbortController().signal,
      progress: () => {},
      now: () => new Date(bench.time.nowMs()),
      pause: bench.pause,
    }
    await expect(contecDriver.setClock!(bench.serial, '2026-11-25T12:34:56', context)).resolves.toBeUndefined()
  })
})

describe('the first protocol', () => {
  test('a recording without a time ends now, says so, and is the same at the next import', async () => {
    const [first, second] = [await runOld(), await runOld({}, { cut: cutting(3, 5) })]
    expect(linesOf(first.decoded)).toEqual(linesOf(second.decoded))
    expect(first.decoded?.readings).toHaveLength(8)
    expect(first.decoded?.readings[0]).toMatchObject({ kind: 'spo2', flags: ['lowest-of-minute', 'estimated-start'] })
    expect(first.decoded?.readings[0]?.atUs).toBeLessThan(0)
  })
  test('flipped bytes, unplugging and cancelling give no reading that is not there', async () => {
    const right = linesOf((await runOld()).decoded)
    for (let seed = 1; seed <= 40; seed += 1) {
      const { tape } = await runOld({ damage: flipping(seed, seed % 2 === 0 ? 200 : 10_000).damage })
      for (const one of linesOf(contecOldDriver.decode?.(tape))) expect(right).toContain(one)
    }
    for (let unplugAfter = 0; unplugAfter < 20; unplugAfter += 1) {
      const { error, tape } = await runOld({ unplugAfter })
      if (codeOf(error) !== 'none') expect(codeOf(error)).toBe('devices.gone')
      for (const one of linesOf(contecOldDriver.decode?.(tape))) expect(right).toContain(one)
    }
    expect(codeOf((await runOld({}, { cancelAtMs: 60 })).error)).toBe('devices.cancelled')
    const silent = await runOld({ silent: true })
    const garbage = await driveSerial(contecOldDriver, babbler(3))
    expect([codeOf(silent.error), codeOf(garbage.error)]).toEqual(['devices.noAnswer', 'devices.protocol'])
    for (const { tookMs } of [silent, garbage]) expect(tookMs).toBeLessThan(3000)
  })
})
