import { expect, test } from 'vitest'
import type { DeviceImage } from '../../src-shared/contract/capture.ts'
import { broughtFromDevice, newestFirst, openDeviceImages } from './device-images.ts'

const image = (name: string, takenAt?: string): DeviceImage => ({
  key: `K/${name}`,
  name,
  sizeBytes: 3,
  known: false,
  ...(takenAt ? { takenAt } : {}),
})
const listed = { kind: 'listed', images: [image('A.JPG')], shutter: false } as const

/** An engine that tells `events` and then holds the device until it is let go, or refuses. */
const engineOf = (events: readonly object[], refusal?: { code: string }) => {
  const held: string[] = []
  const asked: string[] = []
  return {
    held,
    asked,
    calls: {
      deviceImages: (async ({ deviceKey }: { deviceKey: string }, { signal }: { signal: AbortSignal }) => {
        asked.push(deviceKey)
        held.push(deviceKey)
        return (async function* () {
          yield* events
          if (refusal) throw refusal
          await new Promise(resolve => signal.addEventListener('abort', resolve))
          held.splice(held.indexOf(deviceKey), 1)
        })()
      }) as never,
    },
  }
}
const settled = () => new Promise(resolve => setTimeout(resolve))

test('a device is held from start to stop, and asked once while it is looked through', async () => {
  const { calls, held, asked } = engineOf([{ kind: 'reading', done: 1 }, listed])
  const images = openDeviceImages(calls)
  const seen: string[] = []
  images.watch(() => seen.push(images.get().kind))
  images.start('one')
  await settled()
  images.start('one')
  await settled()
  expect([images.get(), held, asked]).toEqual([listed, ['one'], ['one']])
  images.start('two')
  await settled()
  expect(held).toEqual(['two'])
  images.stop()
  await settled()
  expect([images.get().kind, held]).toEqual(['closed', []])
  expect(seen.at(0)).toBe('reading')
})

test('a refusal is shown, and the same device can be asked again', async () => {
  const { calls, asked } = engineOf([], { code: 'devices.gone' })
  const images = openDeviceImages(calls)
  images.start('one')
  await settled()
  expect(images.get()).toMatchObject({ kind: 'failed', error: { code: 'devices.gone' } })
  images.start('one')
  await settled()
  expect(asked).toEqual(['one', 'one'])
})

test('an answer of a device that was left changes nothing', async () => {
  let say: (event: object) => void = () => undefined
  const late = new Promise<object>(resolve => {
    say = resolve
  })
  const calls = {
    deviceImages: (async () =>
      (async function* () {
        yield await late
      })()) as never,
  }
  const images = openDeviceImages(calls)
  images.start('one')
  images.stop()
  say(listed)
  await settled()
  expect(images.get().kind).toBe('closed')
})

const bytes = new Uint8Array([1, 2, 3])
const upload = {
  uploadId: 'u1',
  // SHA-256 of 01 02 03
  sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
  sizeBytes: 3,
  mediaType: 'image/jpeg',
  widthPx: 1,
  heightPx: 1,
}

const bring = (arrived: Uint8Array<ArrayBuffer>, shares: number[] = []) =>
  broughtFromDevice(
    {
      capture: {
        takeDeviceImage: (async () =>
          (async function* () {
            yield { kind: 'reading', done: 1, total: 4 }
            yield { kind: 'taken', upload }
          })()) as never,
      },
      urlOf: id => `/bytes/c/${id}/full`,
      signal: new AbortController().signal,
      onShare: share => shares.push(share),
      fetched: async () => new Response(arrived),
    },
    { deviceKey: 'one', deviceLabel: 'Camera', image: image('A.JPG', '2026-01-02T03:04:05') },
  )

test('a picture is what the engine read, says where it is from, and is refused when it changed on the way', async () => {
  const shares: number[] = []
  const { file, label, settings } = await bring(bytes, shares)
  expect([file.name, file.type, label, shares]).toEqual(['A.JPG', 'image/jpeg', 'Camera: A.JPG', [0.25]])
  expect(settings).toEqual({ deviceImage: 'K/A.JPG', deviceTime: '2026-01-02T03:04:05' })
  await expect(bring(new Uint8Array([1, 2, 4]))).rejects.toMatchObject({ code: 'capture.damaged' })
})

test('newest first, without a time last', () => {
  const names = newestFirst([image('B'), image('A', '2026-01-01T00:00:00'), image('C', '2026-01-02T00:00:00')])
  expect(names.map(({ name }) => name)).toEqual(['C', 'A', 'B'])
})
