import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { LiveSample as Sample } from '../../src-shared/contract/monitoring.ts'
import { CaptureFace, LiveSample, Redecoded } from '../../src-shared/contract/monitoring.ts'
import { importMany } from './rig/many-readings.ts'
import { admitted, imported, keptAll, openRig, type Rig, type RigNeeds } from './rig/open.ts'
import { codeOf, cuff } from './rig/plugs.ts'
import { saturation, toyDriver, toyPlug } from './rig/toys.ts'

const rigs = new Set<Rig>()
const opened = async (needs?: RigNeeds): Promise<Rig> => {
  const rig = await openRig(needs)
  rigs.add(rig)
  return rig
}
afterEach(async () => {
  for (const rig of rigs) {
    await rig.close()
    rig.remove()
  }
  rigs.clear()
})
const [one, two, three] = ['08:00', '09:00', '10:00'].map(time => saturation(`2026-02-28T${time}:00`, '97.0'))
const all = [one!, two!]

describe('a sealed tape', () => {
  test('is there before a reading is, lists itself, and is nowhere on the disk in clear', async () => {
    const rig = await opened()
    rig.plug(cuff())
    const patientId = await admitted(rig, 'T-1')
    await imported(rig, patientId, { code: 'T-1' })
    const [capture] = await rig.calls.captures({ patientId }, rig.asking)
    expect(CaptureFace.parse(capture)).toMatchObject({ driver: 'omron-hem', driverVersion: 1, readings: 0 })
    const files = readdirSync(rig.folder, { recursive: true, encoding: 'utf8' }).map(name => join(rig.folder, name))
    const clear = files.filter(path => statSync(path).isFile() && readFileSync(path).includes('M7080IT'))
    expect(clear).toEqual([])
    const stranger = await admitted(rig, 'T-2')
    const asked = { patientId: stranger, captureId: capture?.captureId ?? '', commit: true }
    expect(await codeOf(rig.calls.redecode(asked, rig.asking))).toBe('records.unknown')
  })

  test('decoded again by the same version it gives the same; by another, the difference, into quarantine', async () => {
    const rig = await opened({ drivers: [toyDriver(all)] })
    rig.plug(toyPlug)
    const patientId = await admitted(rig, 'T-1')
    const { importId } = await imported(rig, patientId, { code: 'T-1' })
    await keptAll(rig, importId)
    const [capture] = await rig.calls.captures({ patientId }, rig.asking)
    const captureId = capture?.captureId ?? ''
    const again = (from: Rig, commit: boolean) => from.calls.redecode({ patientId, captureId, commit }, from.asking)
    expect(Redecoded.parse(await again(rig, true))).toEqual({ version: 1, same: 2, added: [], missing: [] })
    await rig.close()

    const later = await opened({ folder: rig.folder, drivers: [toyDriver([two!, three!], { version: 2 })] })
    rigs.delete(rig)
    const shown = await again(later, false)
    expect(shown).toMatchObject({
      version: 2,
      same: 1,
      added: [{ state: 'quarantine' }],
      missing: [{ state: 'accepted' }],
    })
    expect(await later.calls.quarantine({ patientId }, later.asking)).toEqual([])
    await again(later, true)
    expect(await again(later, true)).toMatchObject({ same: 2, added: [], missing: [{}] })
    expect(await later.calls.quarantine({ patientId }, later.asking)).toHaveLength(1)
    expect(await later.calls.readings({ patientId }, later.asking)).toHaveLength(2)
  })
})

describe('a lock', () => {
  test('ends what is read and forgets what waits; the tape stays, and nothing is there twice afterwards', async () => {
    const rig = await opened({ drivers: [toyDriver(all)] })
    rig.plug(toyPlug)
    const patientId = await admitted(rig, 'L-1')
    const { importId, step } = await imported(rig, patientId, { code: 'L-1' })
    expect(step).toBe('preview')
    rig.monitoring.forget()
    expect(await codeOf(keptAll(rig, importId))).toBe('monitoring.importGone')
    const binding = { by: 'barcode', code: 'L-1' } as const
    const [face] = await rig.devices.attached()
    await rig.calls.startImport({ patientId, binding, deviceKey: face?.deviceKey ?? '' }, rig.asking)
    rig.monitoring.forget()
    await rig.close()
    expect(rig.counts.opened).toBe(rig.counts.closed)
    rigs.delete(rig)
    const later = await opened({ folder: rig.folder, drivers: [toyDriver(all)] })
    later.plug(toyPlug)
    const again = await imported(later, patientId, { code: 'L-1' })
    expect(await keptAll(later, again.importId)).toEqual({ added: 2, known: 0, quarantined: 0 })
  })
})

describe('a live measurement', () => {
  test('is heard until the asker goes away, and leaves nothing', async () => {
    const rig = await opened({ drivers: [toyDriver(all)] })
    rig.plug(toyPlug)
    const patientId = await admitted(rig, 'V-1')
    const [face] = await rig.devices.attached()
    const gone = new AbortController()
    const asking = { ...rig.asking, signal: gone.signal }
    const stream = (await rig.calls.live({ deviceKey: face?.deviceKey ?? '' }, asking)) as AsyncIterable<Sample>
    const samples: Sample[] = []
    for await (const sample of stream) {
      samples.push(LiveSample.parse(sample))
      if (samples.length === 5) gone.abort()
    }
    expect(samples.slice(0, 5).map(({ spo2 }) => spo2)).toEqual([90, 91, 92, 93, 94])
    expect(rig.counts).toEqual({ opened: 1, closed: 1 })
    expect(await rig.calls.captures({ patientId }, rig.asking)).toEqual([])
    expect((await rig.devices.attached())[0]?.state).toBe('free')
  })

  test('ends at a lock, and says when the device cannot', async () => {
    const rig = await opened({ drivers: [toyDriver(all)] })
    rig.plug(toyPlug)
    const [face] = await rig.devices.attached()
    const stream = (await rig.calls.live({ deviceKey: face?.deviceKey ?? '' }, rig.asking)) as AsyncIterable<Sample>
    let count = 0
    for await (const _sample of stream) if (++count === 3) rig.monitoring.forget()
    expect(rig.counts).toEqual({ opened: 1, closed: 1 })
    const nothing = (await rig.calls.live({ deviceKey: 'none' }, rig.asking)) as AsyncIterable<Sample>
    const drained = async () => {
      for await (const _sample of nothing) count += 1
    }
    expect(await codeOf(drained())).toBe('devices.notKnown')
  })
})

describe("a device's clock", () => {
  test('is set only after it was read, to local time, and the audit has it', async () => {
    const clocks: string[] = []
    const rig = await opened({ drivers: [toyDriver(all, { clocks })] })
    rig.plug(toyPlug)
    const patientId = await admitted(rig, 'C-1')
    const { importId, deviceKey } = await imported(rig, patientId, { code: 'C-1' })
    expect(clocks).toEqual([])
    expect(await rig.calls.setClock({ deviceKey, importId }, rig.asking)).toEqual({ set: '2026-03-01T12:00:00' })
    expect(clocks).toEqual(['2026-03-01T12:00:00'])
    expect((await rig.witnessed()).at(-1)).toMatchObject({ name: 'monitoring.setClock', patientId })
    expect(await codeOf(rig.calls.setClock({ deviceKey: 'other', importId }, rig.asking))).toBe('monitoring.notReadYet')
    const binding = { by: 'barcode', code: 'C-1' } as const
    const next = await rig.calls.startImport({ patientId, deviceKey: 'none', binding }, rig.asking)
    const early = { deviceKey: 'none', importId: next.importId }
    expect(await codeOf(rig.calls.setClock(early, rig.asking))).toBe('monitoring.notReadYet')
    expect(clocks).toHaveLength(1)
  })
})

// How long it takes is the bench's to judge: here other suites share the processor.
test('ten thousand readings are taken in at once, and not one of them twice', async () => {
  const { milliseconds, added, addedAgain, againMilliseconds } = await importMany(10_000)
  process.stdout.write(`10000 readings: ${milliseconds} ms, again ${againMilliseconds} ms\n`)
  expect([added, addedAgain]).toEqual([10_000, 0])
})
