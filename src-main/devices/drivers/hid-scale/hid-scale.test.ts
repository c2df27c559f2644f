import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeviceError } from '../../errors.ts'
import { driveHid } from '../../rig/drive.ts'
import type { PlugIn } from '../../rig/model.ts'
import type { Tape } from '../../tape.ts'
import { decimalOf, hidScaleDriver } from './index.ts'

/** A scale somebody steps on: unstable, then stable for a while, then empty again. */
const scale =
  (reports: readonly (readonly number[])[], unplugAfter = Infinity): PlugIn =>
  stage => {
    reports.forEach((report, at) =>
      stage.after(50 * (at + 1), () => (at >= unplugAfter ? stage.unplug() : stage.say(Uint8Array.from(report)))),
    )
    return { hear: () => {} }
  }
const tapeOf = (...reports: readonly (readonly number[])[]): Tape => ({
  startedAt: '',
  entries: reports.map((bytes, at) => ({ atUs: at, way: 'in', channel: 0, bytes: Uint8Array.from(bytes) })),
})
const weights = (tape: Tape): readonly string[] =>
  hidScaleDriver.decode!(tape).readings.map(({ parts: [part] }) =>
    part && 'value' in part.figure ? `${part.figure.value} ${part.unit}` : '',
  )

const unstable = [3, 3, 3, 0xff, 0x10, 2]
const stable = [3, 4, 3, 0xff, 0xd5, 2]
const empty = [3, 2, 3, 0xff, 0, 0]

test('takes a stable weight once, with the digits of the scale, and nothing unstable', async () => {
  const { decoded, error } = await driveHid(hidScaleDriver, scale([unstable, unstable, stable, stable]))
  expect(error).toBeUndefined()
  expect(decoded?.readings.map(({ parts }) => parts)).toEqual([
    [{ mdc: 188736, figure: { value: '72.5' }, unit: 'kg' }],
  ])
  expect(weights(tapeOf(unstable, stable, stable, stable, empty, stable, stable))).toEqual(['72.5 kg', '72.5 kg'])
  expect(weights(tapeOf(unstable, stable, unstable, stable, empty))).toEqual([])
  expect(
    weights(
      tapeOf([3, 4, 12, 0xfe, 0x10, 0x27], [3, 4, 12, 0xfe, 0x10, 0x27], [3, 6, 3, 0, 9, 9], [3, 4, 11, 0, 9, 9]),
    ),
  ).toEqual(['100.00 [lb_av]'])
})

test('unplugged or silent is typed and gives nothing', async () => {
  for (let after = 0; after < 3; after += 1) {
    const { error, tape } = await driveHid(hidScaleDriver, scale([unstable, empty, unstable, stable], after))
    expect(error instanceof DeviceError && error.code).toBe('devices.gone')
    expect(weights(tape)).toEqual([])
  }
  const { error, tookMs } = await driveHid(hidScaleDriver, scale([]))
  expect(error instanceof DeviceError && error.code).toBe('devices.noAnswer')
  expect(tookMs).toBeLessThan(3000)
})

test('decimal text is exact, and only whole reports that say stable weigh', () => {
  fc.assert(
    fc.property(fc.nat(65_535), fc.integer({ min: -4, max: 4 }), (digits, exponent) => {
      expect(Number(decimalOf(digits, exponent))).toBeCloseTo(digits * 10 ** exponent, 6)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), report => {
      const found = weights(tapeOf([...report], [...report]))
      if (report.length !== 6 || report[0] !== 3 || report[1] !== 4) expect(found).toEqual([])
    }),
  )
})
