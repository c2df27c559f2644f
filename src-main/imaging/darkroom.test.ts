import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { type Darkroom, type DarkroomProcess, forkDarkroom, openDarkroom } from './index.ts'

const entry = fileURLToPath(new URL('./darkroom-process.ts', import.meta.url))
const picture = (width = 900, height = 600) => sharp({ create: { width, height, channels: 3, background: '#c08060' } })

const opened: Darkroom[] = []
const open = (start: () => DarkroomProcess = () => forkDarkroom(entry), timeoutMs = 20_000) => {
  const said: string[] = []
  let starts = 0
  const darkroom = openDarkroom({
    start: () => {
      starts++
      return start()
    },
    log: event => said.push(event),
    timeoutMs,
  })
  opened.push(darkroom)
  return { darkroom, said, starts: () => starts }
}
afterEach(() => {
  for (const darkroom of opened.splice(0)) darkroom.close()
})

test('levels are upright, within their sizes, sRGB and carry nothing of the original’s metadata', async () => {
  const { darkroom } = open()
  const original = await picture(2_000, 1_000)
    .jpeg()
    .withExif({ IFD0: { Make: 'Secret camera', Orientation: '6' }, IFD3: { GPSLatitudeRef: 'N' } })
    .toBuffer()
  const oriented = await sharp(original).withMetadata({ orientation: 6 }).toBuffer()
  expect(oriented.includes('Secret')).toBe(true)
  const levels = await darkroom.levels(oriented)
  expect([levels.widthPx, levels.heightPx]).toEqual([1_000, 2_000])
  expect(levels.verdict.measures.longPx).toBe(2_000)
  const [screen, thumb] = [await sharp(levels.screen).metadata(), await sharp(levels.thumb).metadata()]
  expect([screen.format, screen.width, screen.height]).toEqual(['jpeg', 800, 1_600])
  expect([thumb.format, thumb.width, thumb.height]).toEqual(['webp', 128, 256])
  for (const level of [screen, thumb])
    expect([level.exif, level.icc, level.orientation, level.space]).toEqual([undefined, undefined, undefined, 'srgb'])
  expect(Buffer.from(levels.screen).includes('Secret')).toBe(false)
})

test('a small picture is not blown up; grey, transparent, 16-bit and CMYK pictures are shown', async () => {
  const { darkroom } = open()
  const odd = [
    picture(100, 80).greyscale().png(),
    sharp({ create: { width: 100, height: 80, channels: 4, background: '#ff000000' } }).png(),
    picture(100, 80).toColourspace('rgb16').png(),
    picture(100, 80).toColourspace('cmyk').jpeg(),
    picture(100, 80).webp(),
    picture(100, 80).gif(),
    picture(100, 80).tiff(),
  ]
  for (const one of odd) {
    const { screen, widthPx } = await darkroom.levels(await one.toBuffer())
    expect(widthPx).toBe(100)
    expect(await sharp(screen).metadata()).toMatchObject({ width: 100, height: 80, space: 'srgb', channels: 3 })
  }
})

test('a picture cut short is shown as far as it goes', async () => {
  const { darkroom } = open()
  const noise = await sharp({
    create: {
      width: 800,
      height: 600,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer()
  const { screen } = await darkroom.levels(noise.subarray(0, Math.floor(noise.length * 0.6)))
  const { channels } = await sharp(screen).extract({ left: 0, top: 0, width: 800, height: 200 }).stats()
  expect(channels[0]?.stdev).toBeGreaterThan(20)
})

test.each([
  ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'imaging.notPicture'],
  ['text', Buffer.from('no picture at all'), 'imaging.notPicture'],
  ['DICOM without a picture', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]), 'imaging.notShown'],
])('%s is refused before a process is even started', async (_, bytes, code) => {
  const { darkroom, starts } = open()
  await expect(darkroom.levels(bytes)).rejects.toMatchObject({ code })
  expect(starts()).toBe(0)
})

test('a broken body is a fault of that picture alone', async () => {
  const { darkroom, starts } = open()
  const png = await picture(64, 64).png().toBuffer()
  png.fill(0x41, 45, png.length - 12)
  const [broken, whole] = await Promise.allSettled([
    darkroom.levels(png),
    darkroom.levels(await picture(64, 64).png().toBuffer()),
  ])
  expect(broken).toMatchObject({ status: 'rejected', reason: { code: 'imaging.failed' } })
  expect(whole.status).toBe('fulfilled')
  expect(starts()).toBe(1)
})

test('a process killed under a picture costs that picture; the next gets a fresh process', async () => {
  const living: DarkroomProcess[] = []
  const { darkroom, said, starts } = open(() => {
    const fresh = forkDarkroom(entry)
    living.push(fresh)
    return fresh
  })
  const bytes = await picture(3_000, 2_000).jpeg().toBuffer()
  const first = darkroom.levels(bytes)
  const second = darkroom.levels(bytes)
  await expect.poll(() => living.length).toBe(1)
  living[0]?.kill()
  await expect(first).rejects.toMatchObject({ code: 'imaging.failed' })
  expect((await second).widthPx).toBe(3_000)
  expect(said).toEqual(['darkroom.ended'])
  expect(starts()).toBe(2)
})

test('a process that never answers is ended', async () => {
  let killed = 0
  const silent = (): DarkroomProcess => ({
    send: () => {},
    onMessage: () => {},
    onExit: () => {},
    kill: () => void killed++,
  })
  const { darkroom, said } = open(silent, 50)
  await expect(darkroom.levels(await picture().jpeg().toBuffer())).rejects.toMatchObject({ code: 'imaging.tooSlow' })
  expect([killed, said]).toEqual([1, ['darkroom.slow']])
})

test('a process that cannot be started, and one that talks nonsense, are faults', async () => {
  const bytes = await picture().jpeg().toBuffer()
  await expect(open(() => forkDarkroom('/nowhere/at-all.ts')).darkroom.levels(bytes)).rejects.toMatchObject({
    code: 'imaging.failed',
  })
  const unstartable = open(() => {
    throw new Error('no more processes')
  })
  await expect(unstartable.darkroom.levels(bytes)).rejects.toMatchObject({ code: 'imaging.failed' })
  const babbling = (): DarkroomProcess => ({
    send: () => {},
    onMessage: listen => {
      for (const word of [undefined, 7, { id: 99, done: {} }]) queueMicrotask(() => listen(word))
    },
    onExit: () => {},
    kill: () => {},
  })
  await expect(open(babbling, 50).darkroom.levels(bytes)).rejects.toMatchObject({ code: 'imaging.tooSlow' })
})

test('closed, it refuses what waits and what comes', async () => {
  const { darkroom } = open()
  const bytes = await picture(2_000, 2_000).jpeg().toBuffer()
  const waiting = [darkroom.levels(bytes), darkroom.levels(bytes)].map(one => one.catch((fault: unknown) => fault))
  darkroom.close()
  for (const fault of await Promise.all(waiting)) expect(fault).toMatchObject({ code: 'imaging.closed' })
  await expect(darkroom.levels(bytes)).rejects.toMatchObject({ code: 'imaging.closed' })
})
