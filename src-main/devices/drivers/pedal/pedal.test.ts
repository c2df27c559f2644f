import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import { openBench } from '../../rig/in-process.ts'
import { type PedalMake, pedalModel } from '../../rig/pedal-model.ts'
import { debounceMs, followPedal, openPedalDecoder } from './index.ts'

const steps = [
  { atMs: 100, bits: 2 },
  { atMs: 400, bits: 0 },
  { atMs: 900, bits: 5 },
  { atMs: 1200, bits: 4 },
]

async function follow(make: PedalMake, bounce = false): Promise<{ told: readonly string[]; error: unknown }> {
  const bench = openBench(pedalModel(make, bounce))
  const context: Context = {
    signal: new AbortController().signal,
    progress: () => {},
    now: () => new Date(0),
    pause: bench.pause,
  }
  const told: string[] = []
  try {
    for await (const { pedal, state } of followPedal(bench.hid, context, () => bench.time.nowMs()))
      told.push(`${pedal} ${state}`)
  } catch (error) {
    return { told, error }
  }
  return { told, error: undefined }
}

test('a step is told once, and unplugging releases what is down before it says gone', async () => {
  const { told, error } = await follow({ steps, unplugAtMs: 2000 })
  expect(told).toEqual(['1 pressed', '1 released', '0 pressed', '2 pressed', '0 released', '2 released'])
  expect(error instanceof DeviceError && error.code).toBe('devices.gone')
})

test('unplugged at every moment, every press has its release', async () => {
  for (let unplugAtMs = 0; unplugAtMs < 1500; unplugAtMs += 50) {
    const { told, error } = await follow({ steps, unplugAtMs }, true)
    expect(error instanceof DeviceError && error.code).toBe('devices.gone')
    const count = (word: string): number => told.filter(line => line.endsWith(word)).length
    expect(count('pressed')).toBe(count('released'))
  }
})

test('a bouncing contact presses once', async () => {
  const { told } = await follow({ steps: steps.slice(0, 1), unplugAtMs: 200 }, true)
  expect(told.filter(line => line.endsWith('pressed'))).toEqual(['1 pressed'])
})

test('no noise presses one pedal twice within 150 ms, nor twice without a release', () => {
  const noise = fc.array(fc.tuple(fc.uint8Array({ maxLength: 3 }), fc.nat(400)))
  fc.assert(
    fc.property(noise, reports => {
      const decoder = openPedalDecoder()
      const last = new Map<number, { atMs: number; state: string }>()
      let atMs = 0
      for (const [report, pause] of reports) {
        atMs += pause
        for (const { pedal, state } of decoder.hear(report, atMs)) {
          expect(pedal).toBeLessThan(3)
          expect(last.get(pedal)?.state ?? 'released').not.toBe(state)
          last.set(pedal, { atMs, state })
        }
      }
    }),
  )
  const decoder = openPedalDecoder()
  decoder.hear(Uint8Array.of(1), 0)
  decoder.hear(Uint8Array.of(0), 50)
  expect(decoder.hear(Uint8Array.of(1), debounceMs - 1)).toEqual([])
  expect(decoder.hear(Uint8Array.of(1), debounceMs)).toEqual([{ pedal: 0, state: 'pressed' }])
})
