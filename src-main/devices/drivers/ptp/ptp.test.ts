import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import { missingOf } from '../../images.ts'
import { type Bench, openBench } from '../../rig/in-process.ts'
import { type Camera, cameraEndpoints, cameraModel } from '../../rig/ptp-model.ts'
import { operation } from './codes.ts'
import { commandOf, messageOf } from './container.ts'
import { deviceInfoOf, localTimeOf, numbersOf, objectInfoOf } from './datasets.ts'
import { openPtpSource } from './source.ts'

const bytesOf = (size: number, seed: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * 31 + seed) & 255)
const images = [700, 500, 1012, 65536, 100_000].map((size, index) => ({
  name: `IMG_000${index + 1}.JPG`,
  bytes: bytesOf(size, index),
  capturedAt: `20260102T03040${index}`,
}))

const contextOf = (bench: Bench, more: Partial<Context> = {}): Context => ({
  signal: new AbortController().signal,
  progress: () => {},
  now: () => new Date(0),
  pause: bench.pause,
  ...more,
})

const plug = (camera: Camera, cut?: (length: number) => number): { bench: Bench; context: Context } => {
  const bench = openBench(cameraModel(camera), cut)
  return { bench, context: contextOf(bench) }
}

/** Reads all that is not kept yet; what was read stays kept when the device fails. */
async function importInto(kept: Map<string, Uint8Array>, { bench, context }: ReturnType<typeof plug>): Promise<void> {
  const source = await openPtpSource(bench.usb(cameraEndpoints), { context })
  for (const face of missingOf(await source.list(context), new Set(kept.keys())))
    kept.set(face.key, await source.read(face, context))
  await source.close()
}

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (error: unknown) => (error instanceof DeviceError ? error.code : `untyped ${String(error)}`),
  )

describe('import', () => {
  const whole = async (camera: Camera, cut?: (length: number) => number): Promise<void> => {
    const kept = new Map<string, Uint8Array>()
    await importInto(kept, plug(camera, cut))
    expect([...kept.values()].map(bytes => Buffer.from(bytes))).toEqual(
      camera.images.map(({ bytes }) => Buffer.from(bytes)),
    )
  }

  test.each([
    {},
    { splitHead: true },
    { lengthUnknown: true },
    { lengthUnknown: true, splitHead: true },
    { zeroPacket: true },
    { glued: true },
    { stale: true },
    { alreadyOpen: true },
    { busyAt: 4 },
    { stallAt: 7 },
    { splitHead: true, zeroPacket: true, stale: true, alreadyOpen: true, busyAt: 0 },
  ])('gives every picture byte for byte with %j', faults => whole({ images, faults }))

  test('any cut of the stream gives the same pictures', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }),
        fc.boolean(),
        async (cuts, splitHead) => {
          let at = 0
          const few = images.slice(0, 3)
          await whole({ images: few, faults: { splitHead } }, () => cuts[at++ % cuts.length] ?? 1)
        },
      ),
      { numRuns: 60 },
    ))

  test('a big picture comes in pieces of 1 MiB where the camera offers it, else at once', async () => {
    const big = { name: 'BIG.JPG', bytes: bytesOf(2.5 * 1024 * 1024, 3) }
    for (const operations of [undefined, [0x1001, 0x1002, 0x1003, 0x1004, 0x1007, 0x1008, 0x1009]]) {
      const { bench, context } = plug({ images: [big], ...(operations && { operations }) })
      const seen: number[] = []
      const source = await openPtpSource(bench.usb(cameraEndpoints), { context })
      const [face] = await source.list(context)
      if (!face) throw new Error('no face')
      const read = await source.read(face, contextOf(bench, { progress: ({ done }) => seen.push(done) }))
      expect(Buffer.from(read).equals(Buffer.from(big.bytes))).toBe(true)
      expect(seen.at(-1)).toBe(big.bytes.length)
      expect(seen.length > 5).toBe(operations !== undefined)
      expect(source.shutter === undefined).toBe(operations !== undefined)
    }
  })
})

describe('a damaged stream', () => {
  const few = images.slice(0, 2)
  /** The stream to the host with one byte changed, or with all after it lost. */
  const spoilt = (at: number, change: number | 'lost') => {
    const { bench, context } = plug({ images: few })
    const wire = bench.usb(cameraEndpoints)
    let passed = 0
    const transferIn: typeof wire.transferIn = async (...how) => {
      const bytes = (await wire.transferIn(...how)).slice()
      const here = at - passed
      passed += bytes.length
      if (change === 'lost') return here >= bytes.length ? bytes : bytes.subarray(0, Math.max(0, here))
      if (here >= 0 && here < bytes.length) bytes[here] = (bytes[here] ?? 0) ^ change
      return bytes
    }
    return { wire: { ...wire, transferIn }, context }
  }
  const read = async ({ wire, context }: ReturnType<typeof spoilt>): Promise<void> => {
    const source = await openPtpSource(wire, { context })
    for (const face of await source.list(context)) expect(await source.read(face, context)).toHaveLength(face.sizeBytes)
  }

  test('cut off after any byte: refused with a type', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1900 }), async at => {
        expect(await codeOf(read(spoilt(at, 'lost')))).toMatch(/^devices\./)
      }),
      { numRuns: 150 },
    ))

  test('any byte changed: never a picture of another length, and only typed errors', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2400 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        expect(await codeOf(read(spoilt(at, change)))).toMatch(/^(done|devices\.\w+)$/)
      }),
      { numRuns: 300 },
    ))
})

test('unplugged at every step: only devices.gone, and the next plug reads the rest once', async () => {
  const steps = 3 + 1 + 3 + 3 + images.length * 2
  let broken = 0
  for (let unplugAt = 0; unplugAt < steps; unplugAt += 1) {
    const kept = new Map<string, Uint8Array>()
    const first = await codeOf(importInto(kept, plug({ images, faults: { unplugAt } })))
    if (first !== 'done') {
      expect(first).toBe('devices.gone')
      broken += 1
    }
    const before = new Map(kept)
    await importInto(kept, plug({ images, handles: 5000 }))
    expect(kept.size).toBe(images.length)
    expect(new Set([...kept.values()].map(({ length }) => length))).toEqual(
      new Set(images.map(({ bytes }) => bytes.length)),
    )
    for (const [key, bytes] of before) expect(kept.get(key)).toBe(bytes)
  }
  expect(broken).toBeGreaterThanOrEqual(3 + 1 + 3 + images.length)
})

test('a camera that goes silent is given up, and a stop takes under 200 ms of its time', async () => {
  const { bench, context } = plug({ images, faults: { silentAt: 9 } })
  const source = await openPtpSource(bench.usb(cameraEndpoints), { context })
  const faces = source.list(context)
  expect(await codeOf(faces)).toBe('devices.noAnswer')

  const again = plug({ images })
  const stop = new AbortController()
  const stoppable = contextOf(again.bench, {
    signal: stop.signal,
    progress: ({ unit }) => {
      if (unit === 'bytes') stop.abort()
    },
  })
  const other = await openPtpSource(again.bench.usb(cameraEndpoints), { context: again.context })
  const last = (await other.list(again.context)).at(-1)
  if (!last) throw new Error('no face')
  const before = again.bench.time.nowMs()
  expect(await codeOf(other.read(last, stoppable))).toBe('devices.cancelled')
  expect(again.bench.time.nowMs() - before).toBeLessThan(200)
  // What the camera had still to say is thrown away, and the session goes on.
  expect((await other.read(last, again.context)).length).toBe(last.sizeBytes)
})

test('the shutter answers the picture that was taken, and only that', async () => {
  const next = { name: 'IMG_0099.JPG', bytes: bytesOf(3000, 9), capturedAt: '20260102T050607' }
  const { bench, context } = plug({ images, next })
  const source = await openPtpSource(bench.usb(cameraEndpoints), { context })
  const face = await source.shutter?.(context)
  expect(face).toMatchObject({ name: 'IMG_0099.JPG', sizeBytes: 3000, takenAt: '2026-01-02T05:06:07' })
  if (face) expect(Buffer.from(await source.read(face, context)).equals(Buffer.from(next.bytes))).toBe(true)
  const full = plug({ images })
  const other = await openPtpSource(full.bench.usb(cameraEndpoints), { context: full.context })
  expect(await codeOf(other.shutter?.(full.context) ?? Promise.resolve())).toBe('devices.stalled')
})

test('two pictures that agree in name, size and date are both listed', async () => {
  const twin = { name: 'A.JPG', bytes: bytesOf(600, 1) }
  const { bench, context } = plug({ images: [twin, { ...twin, bytes: bytesOf(600, 2) }] })
  const source = await openPtpSource(bench.usb(cameraEndpoints), { context })
  expect(new Set((await source.list(context)).map(({ key }) => key)).size).toBe(2)
})

test('nothing that could erase, format or send is ever asked', () => {
  const changing = [0x100a + 1, 0x100c, 0x100d, 0x100f, 0x1010, 0x1011, 0x1012, 0x1016, 0x1019]
  expect(Object.values(operation).filter(code => changing.includes(code))).toEqual([])
})

test('bytes of any kind are read or refused with a type, and nothing else', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
      for (const read of [deviceInfoOf, objectInfoOf, numbersOf, messageOf]) {
        try {
          read(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(DeviceError)
        }
      }
    }),
  ))

test('a response that is cut short, and a dataset cut anywhere, are refused', () => {
  const response = commandOf(0x2001, 7, [1, 2])
  response[4] = 3
  for (let end = 0; end < response.length; end += 1)
    expect(() => messageOf(response.subarray(0, end))).toThrow(DeviceError)
  expect(messageOf(response).parameters).toEqual([1, 2])
  expect(() => numbersOf(Uint8Array.from([255, 255, 255, 255, 1, 2]))).toThrow(DeviceError)
})

test.each([
  ['20260102T030405', '2026-01-02T03:04:05'],
  ['20260102T030405.7+0100', '2026-01-02T03:04:05'],
  ['00000000T000000', undefined],
  ['20260231T030405', undefined],
  ['', undefined],
])('the date %s is %s', (text, local) => expect(localTimeOf(text)).toBe(local))
