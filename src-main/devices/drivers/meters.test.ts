import { describe, expect, test } from 'vitest'
import type { Decoded, Driver } from '../driver.ts'
import { codeOf, driveSerial, type SerialWay } from '../rig/drive.ts'
import { cutting, flipping } from '../rig/faults.ts'
import { freestyleChecks, kernChecks, onetouchChecks, taidocChecks } from '../rig/glucose-vectors.ts'
import { openBench } from '../rig/in-process.ts'
import {
  babbler,
  easyModel,
  freestyleModel,
  type SerialFaults,
  scaleModel,
  taidocModel,
  ultraModel,
} from '../rig/meter-models.ts'
import type { PlugIn } from '../rig/model.ts'
import { vectorFolder } from '../rig/vectors.ts'
import { freestyleDriver } from './freestyle/index.ts'
import { easyDriver, ultraDriver } from './onetouch/index.ts'
import { kernDriver, smaDriver, tanitaDriver } from './scales/index.ts'
import { taidocDriver } from './taidoc/index.ts'

const tanita = '{0,16,~0,2,MO,"SC-240",DT,"01/03/2026",Wk,71.4,FW,21.7,fW,15.5,MW,55.9,MI,23.1,CS,7B\r\n'

interface Case {
  readonly name: string
  readonly driver: Driver<'serial'>
  readonly model: (faults: SerialFaults) => PlugIn
  readonly wanted: readonly string[]
  /** What a person would have stood on it for, or had stored, when there is nothing. */
  readonly empty?: PlugIn
}

const easyAt = (text: string): number => Date.parse(`${text}Z`) / 1000
const cases: readonly Case[] = [
  {
    name: 'KERN',
    driver: kernDriver,
    model: faults =>
      scaleModel({
        ...faults,
        shown: [
          ['+0000.00 G S\r\n', 3],
          ['+0031.40KG U\r\n', 2],
          ['+0071.40KG S\r\n', 4],
        ],
      }),
    wanted: ['weight 71.40 kg'],
    empty: scaleModel({ shown: [['+0000.00KG S\r\n', 5]] }),
  },
  {
    name: 'SMA',
    driver: smaDriver,
    model: faults =>
      scaleModel({
        ...faults,
        onRequest: true,
        shown: [
          [' 1GM     12.300 kg \r\n', 2],
          [' 1G      71.400 kg \r\n', 90],
        ],
      }),
    wanted: ['weight 71.400 kg'],
  },
  {
    name: 'Tanita',
    driver: tanitaDriver,
    model: faults => scaleModel({ ...faults, shown: [[tanita, 1]] }),
    wanted: ['weight 71.4 kg', 'body-fat 21.7 %'],
  },
  {
    name: 'TaiDoc glucose',
    driver: taidocDriver,
    model: faults =>
      taidocModel({
        ...faults,
        model: 0x4277,
        asleep: true,
        records: [
          { time: [0x61, 0x34, 30, 7], value: [133, 0, 0, 0] },
          { time: [0x5c, 0x34, 5, 21], value: [44, 1, 0, 0] },
        ],
      }),
    wanted: ['2026-03-01T07:30:00 glucose 133 mg/dL', '2026-02-28T21:05:00 glucose 300 mg/dL'],
    empty: taidocModel({ model: 0x4277, records: [] }),
  },
  {
    name: 'OneTouch Ultra2',
    driver: ultraDriver,
    model: faults =>
      ultraModel({
        ...faults,
        serial: 'ABC12345X',
        records: [
          'P "SUN","03/01/26","07:45:24   ","  081 ","N","03", 00',
          'P "SAT","02/28/26","16:45:24   ","C 110 ","B","00", 00',
          'P "SAT","02/28/26","08:00:00   ","  HIGH ","A","00", 00',
        ],
      }),
    wanted: [
      '2026-03-01T07:45:24 glucose 81 mg/dL',
      '2026-02-28T16:45:24 glucose 110 mg/dL control-solution before-meal',
      '2026-02-28T08:00:00 glucose positive-infinity mg/dL above-range after-meal',
    ],
    empty: ultraModel({ serial: 'ABC12345X', records: [] }),
  },
  {
    name: 'OneTouch UltraEasy',
    driver: easyDriver,
    model: faults =>
      easyModel({
        ...faults,
        serial: 'C1234ABCD',
        records: [
          [easyAt('2026-03-01T07:30:00'), 97],
          [easyAt('2026-02-27T20:00:00'), 301],
        ],
      }),
    wanted: ['2026-03-01T07:30:00 glucose 97 mg/dL', '2026-02-27T20:00:00 glucose 301 mg/dL'],
    empty: easyModel({ serial: 'C1234ABCD', records: [] }),
  },
  {
    name: 'FreeStyle Optium',
    driver: freestyleDriver,
    model: faults =>
      freestyleModel({
        ...faults,
        records: ['108  Mar  01 2026 07:15 G 0x00', 'HI  Feb  28 2026 21:00 G 0x00', '012  Feb  28 2026 21:05 K 0x00'],
      }),
    wanted: [
      '2026-03-01T07:15:00 glucose 108 mg/dL',
      '2026-02-28T21:00:00 glucose positive-infinity mg/dL above-range',
    ],
    empty: freestyleModel({ records: [] }),
  },
]

const linesOf = (decoded: Decoded | undefined): string[] =>
  (decoded?.readings ?? []).map(({ kind, deviceTime, flags, parts }) =>
    [
      ...(deviceTime ? [deviceTime] : []),
      kind,
      ...parts.map(({ figure }) => ('value' in figure ? figure.value : figure.absent)),
      parts[0]?.unit,
      ...flags,
    ].join(' '),
  )

describe.skipIf(vectorFolder() === undefined)('lines and packets of others (not run: vectors absent)', () => {
  test.for([...taidocChecks(), ...onetouchChecks(), ...freestyleChecks(), ...kernChecks()])('$name', ({ got, want }) =>
    expect(got).toEqual(want),
  )
})

describe.each(cases)('$name', ({ driver, model, wanted, empty }) => {
  const run = (faults: SerialFaults = {}, way: SerialWay = {}) => driveSerial(driver, model(faults), way)

  test('is read whole, however the stream is cut, on a line with echo too', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const { decoded, error } = await run({ echo: seed % 3 === 0 }, { cut: cutting(seed, 7) })
      expect([codeOf(error), linesOf(decoded)]).toEqual(['none', wanted])
    }
  })
  test('flipped bytes give no reading that is not there', async () => {
    for (let seed = 1; seed <= 120; seed += 1) {
      const { tape, error } = await run({ damage: flipping(seed, seed % 2 === 0 ? 60 : 10_000).damage })
      expect(codeOf(error)).toMatch(/^(none|devices\.(checksum|noAnswer|noRecords|protocol|gone))$/)
      for (const line of linesOf(driver.decode?.(tape))) expect(wanted).toContain(line)
    }
  })
  test('unplugged at every step it is gone, and no reading is false', async () => {
    for (let unplugAfter = 0; unplugAfter < 100; unplugAfter += 1) {
      const { error, tape } = await run({ unplugAfter })
      if (error === undefined) return expect(unplugAfter).toBeGreaterThan(0)
      expect(codeOf(error)).toBe('devices.gone')
      for (const line of linesOf(driver.decode?.(tape))) expect(wanted).toContain(line)
    }
    throw new Error('it never came to an end')
  })
  test('silent, babbling, cancelled, empty: each its word', async () => {
    expect(codeOf((await run({ silent: true })).error)).toBe('devices.noAnswer')
    const garbage = await driveSerial(driver, babbler(5))
    expect(codeOf(garbage.error)).toMatch(/^devices\.(protocol|noAnswer|checksum)$/)
    expect(garbage.tookMs).toBeLessThan(3000)
    expect(codeOf((await run({}, { cancelAtMs: 10 })).error)).toBe('devices.cancelled')
    if (empty) expect(codeOf((await driveSerial(driver, empty)).error)).toBe('devices.noRecords')
  })
})

test('what a unit or a mark may mean and nobody has published is no plain reading', async () => {
  const mmol = 'P 001,"ABC12345X","MMOL/L"'
  const record = 'P "SUN","03/01/26","07:45:24   ","  081 ","N","03", 00'
  const sum = (text: string): string =>
    `${text} ${[...Buffer.from(text)]
      .reduce((total, byte) => total + byte, 0)
      .toString(16)
      .padStart(4, '0')}\r\n`
  const bytes = Uint8Array.from(Buffer.from(sum(mmol) + sum(record)))
  const tape = { startedAt: '2026-03-01T12:00:00Z', entries: [{ atUs: 0, way: 'in' as const, channel: 0, bytes }] }
  expect(ultraDriver.decode?.(tape)).toMatchObject({ readings: [], dropped: { 'unknown-unit': 1 } })
  const coded = { time: [0x61, 0x34, 30, 7], value: [133, 0, 0, 2] }
  const { decoded } = await driveSerial(taidocDriver, taidocModel({ model: 0x4277, records: [coded] }))
  expect(linesOf(decoded)).toEqual(['2026-03-01T07:30:00 glucose 133 mg/dL questionable'])
})

test('the clock of a TaiDoc is set in its own words', async () => {
  const heard: string[] = []
  const bench = openBench(stage => {
    const model = taidocModel({ model: 0x4277, records: [] })(stage)
    return {
      hear: (bytes, channel) => {
        heard.push(Buffer.from(bytes).toString('hex'))
        model.hear(bytes, channel)
      },
    }
  })
  const now = (): Date => new Date(bench.time.nowMs())
  const context = { signal: new AbortController().signal, progress: () => {}, now, pause: bench.pause }
  await taidocDriver.setClock!(bench.serial, '2019-08-04T13:37:50', context)
  // The date is that of a published vector.
  expect(heard[1]?.slice(0, 12)).toBe('51330427250d')
})

test('TaiDoc: a model tells what its numbers are, and one that nobody knows gives no reading', async () => {
  const record = { time: [0x61, 0x34, 30, 7], value: [128, 0, 82, 61] }
  const readings = async (number: number): Promise<string[]> =>
    linesOf((await driveSerial(taidocDriver, taidocModel({ model: number, records: [record] }))).decoded)
  expect(await readings(0x3128)).toEqual(['2026-03-01T07:30:00 blood-pressure 128 82 61 mm[Hg]'])
  expect(await readings(0x1241)).toEqual(['2026-03-01T07:30:00 temperature 12.8 Cel'])
  expect(await readings(0x9999)).toEqual([])
})
