import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf, type Drive, driveUsb, type SerialWay } from '../../rig/drive.ts'
import { cutting } from '../../rig/faults.ts'
import { type AgentKind, agentData, agentKinds, type Told, toldBy, toldOf } from '../../rig/phd-agent-kinds.ts'
import { type PhdFaults, type PhdMake, phdEndpoints, phdModel } from '../../rig/phd-model.ts'
import { phdDriver } from './index.ts'

const run = async (make: PhdMake, way: SerialWay = {}): Promise<Drive> =>
  await driveUsb(phdDriver, phdModel(make), { ...way, endpoints: phdEndpoints })

const readingsOf = ({ tape }: Drive): readonly Told[] => phdDriver.decode?.(tape).readings.map(toldOf) ?? []

/** Everything the agent told, and nothing left out. */
async function expectAll(make: PhdMake, way: SerialWay = {}): Promise<Drive> {
  const drive = await run(make, way)
  expect(codeOf(drive.error)).toBe('none')
  expect(readingsOf(drive)).toEqual(toldBy(agentData(make)))
  // A configuration that was refused is counted as what could not be understood.
  const refused = make.faults?.wrongConfigurations
  expect(drive.decoded?.dropped).toEqual(refused ? { protocol: refused } : {})
  return drive
}

/** It fails as it should, in time, and what is on the tape is the beginning of what was told. */
async function expectFault(make: PhdMake, code: string, way: SerialWay = {}): Promise<Drive> {
  const drive = await run(make, way)
  expect(codeOf(drive.error)).toBe(code)
  const readings = readingsOf(drive)
  expect(readings).toEqual(toldBy(agentData(make)).slice(0, readings.length))
  return drive
}

const erring = (kind: AgentKind, faults: PhdFaults): PhdMake => ({ kind, seed: 7, faults })

describe.for(agentKinds)('an agent: %s', kind => {
  test('tells everything, whatever its seed and however the transfers are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 80 }), fc.boolean(), async (seed, most, releases) => {
        await expectAll({ kind, seed, releases }, { cut: cutting(seed, most) })
      }),
      { numRuns: 40 },
    )
  })

  test('reports without confirmation are read too', async () => {
    await expectAll({ kind, seed: 3, unconfirmed: true, releases: true })
  })

  test('unplugged at every step it is gone, and nothing was read that was not told', async () => {
    const whole = await expectAll({ kind, seed: 7 })
    const steps = whole.tape.entries.filter(({ channel, bytes }) => channel !== 0 && bytes.length > 0).length
    expect(steps).toBeGreaterThan(6)
    for (let unplugAfter = 0; unplugAfter < steps; unplugAfter += 1)
      await expectFault(erring(kind, { unplugAfter }), 'devices.gone')
  })

  test('falling silent at every step it ends in time, and nothing was read that was not told', async () => {
    for (let muteAfter = 0; muteAfter < 20; muteAfter += 1) {
      const drive = await run(erring(kind, { muteAfter }))
      expect(['none', 'devices.noAnswer', 'devices.noRecords']).toContain(codeOf(drive.error))
      expect(drive.tookMs).toBeLessThan(60_000)
      const readings = readingsOf(drive)
      expect(readings).toEqual(toldBy(agentData({ kind, seed: 7 })).slice(0, readings.length))
      if (codeOf(drive.error) === 'none') expect(readings.length).toBeGreaterThan(0)
    }
  })

  test('cancelled at any time it ends at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 500 }), async cancelAtMs => {
        const drive = await expectFault({ kind, seed: 7 }, 'devices.cancelled', { cancelAtMs })
        expect(drive.tookMs).toBeLessThanOrEqual(cancelAtMs + 100)
      }),
      { numRuns: 25 },
    )
  })
})

test('a device is known by what it says of itself, and its clock is on the tape', async () => {
  const { decoded } = await expectAll({ kind: 'scale', seed: 1 })
  expect(decoded?.device).toEqual({
    maker: 'Cutis',
    model: 'Agent',
    serial: 'AG-0042',
    firmware: '1.4',
    systemId: '024355544147002A',
  })
  expect(decoded?.clock?.deviceTime).toBe('2026-03-01T11:58:30')
})

describe('stored segments', () => {
  test('a piece may be longer than a transfer, and a segment empty', async () => {
    await expectAll({ kind: 'store', seed: 2, segments: [700, 0, 1, 333], pieceEntries: 300 })
  })

  test('a piece that is said twice counts once', async () => {
    await expectAll({ kind: 'store', seed: 4, segments: [20, 8], faults: { repeats: true } })
  })

  test('no entry at all is no record', async () => {
    await expectFault({ kind: 'store', seed: 4, segments: [0, 0] }, 'devices.noRecords')
  })

  test('ten thousand entries', async () => {
    const drive = await expectAll({ kind: 'store', seed: 5, segments: [10_000], pieceEntries: 50 })
    expect(drive.tookMs).toBeLessThan(60_000)
  })
})

describe('faults', () => {
  test('silence is no answer', async () => {
    const { tookMs } = await expectFault(erring('scale', { silent: true }), 'devices.noAnswer')
    expect(tookMs).toBeLessThan(35_000)
  })

  test('one that waits to be greeted is greeted', async () => {
    await expectAll({ kind: 'glucose', seed: 1, waitsForStatus: true })
  })

  test('what an earlier host left unread in the pipe does not hide the association', async () => {
    for (let leftover = 1; leftover < 32; leftover += 1) {
      const make = erring('scale', { leftover })
      const drive = await run(make)
      expect({ leftover, code: codeOf(drive.error) }).toEqual({ leftover, code: 'none' })
      expect(readingsOf(drive)).toEqual(toldBy(agentData(make)))
    }
  })

  test('a configuration that is wrong is refused, and the next one taken', async () => {
    const drive = await expectAll({ kind: 'extended', seed: 9, faults: { wrongConfigurations: 2 } })
    const verdicts = drive.tape.entries.filter(
      ({ way, bytes }) => way === 'out' && bytes[8] === 0x02 && bytes[18] === 0x0d && bytes[19] === 0x1c,
    )
    expect(verdicts.map(({ bytes }) => bytes[25])).toEqual([1, 1, 0])
  })

  test('one that has never a right configuration is let go', async () => {
    const drive = await expectFault(erring('extended', { wrongConfigurations: 1e9 }), 'devices.protocol')
    expect(drive.tookMs).toBeLessThan(60_000)
  })

  test('two associations may be aborted, not all', async () => {
    await expectAll(erring('pressure', { aborts: 2 }))
    await expectFault(erring('pressure', { aborts: 1e9 }), 'devices.protocol')
  })

  test('a configuration may change, not for ever', async () => {
    await expectAll(erring('extended', { changes: 1 }))
    const drive = await expectFault(erring('extended', { changes: 1e9 }), 'devices.protocol')
    expect(drive.tookMs).toBeLessThan(60_000)
  })

  test('a stalled pipe is cleared, one that stalls for ever is an error', async () => {
    await expectAll(erring('thermometer', { stalls: 3 }))
    await expectFault(erring('thermometer', { stalls: 1e9 }), 'devices.protocol')
  })
})

describe('agents that know no end', () => {
  test.for([
    [512, 1],
    [64, 100],
    [1, 2000],
    [1, 9000],
  ] as const)('babble of %j is given up in time', async babble => {
    const drive = await run(erring('glucose', { babble }))
    expect(['devices.protocol', 'devices.noAnswer']).toContain(codeOf(drive.error))
    expect(drive.tookMs).toBeLessThan(60_000)
    expect(readingsOf(drive)).toEqual([])
  })

  const endings: readonly { readonly unconfirmed?: boolean; readonly cut?: number }[] = [
    {},
    { unconfirmed: true },
    { cut: 1 },
    { cut: 37, unconfirmed: true },
  ]

  test.for(endings)('one that reports for ever and answers nothing is left: %j', async ({ cut, ...way }) => {
    const make: PhdMake = { kind: 'oximeter', seed: 7, ...way, faults: { deaf: true } }
    const drive = await run(make, cut ? { cut: () => cut } : {})
    expect(codeOf(drive.error)).toBe('devices.protocol')
    expect(drive.tookMs).toBeLessThan(60_000)
  })

  test.for(endings)('one that measures on and on is let go after a minute: %j', async ({ cut, ...way }) => {
    const make: PhdMake = { kind: 'oximeter', seed: 7, ...way, faults: { endless: true } }
    const drive = await run(make, cut ? { cut: () => cut } : {})
    expect(codeOf(drive.error)).toBe('none')
    expect(drive.tookMs).toBeLessThan(65_000)
    expect(readingsOf(drive).length).toBeGreaterThan(100)
  })
})
