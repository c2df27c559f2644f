import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { plainJpeg } from './jpeg.ts'

const photograph = (width = 60) =>
  sharp({ create: { width, height: 40, channels: 3, background: '#c08060' } })
    .withExif({ IFD0: { Make: 'CANARY-4711' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()

test('takes place and device out of a photograph and leaves its pixels', async () => {
  const told = await photograph()
  const plain = plainJpeg(told)
  expect(told.includes('CANARY-4711')).toBe(true)
  expect(plain?.includes('CANARY-4711')).toBe(false)
  expect((await sharp(plain).metadata()).exif).toBeUndefined()
  expect(await sharp(plain).raw().toBuffer()).toEqual(await sharp(told).raw().toBuffer())
})

test('takes nothing that is no whole JPEG of a size that can be shown', async () => {
  const whole = await photograph()
  expect(plainJpeg(whole.subarray(0, -1))).toBeUndefined()
  expect(plainJpeg(await sharp(whole).png().toBuffer())).toBeUndefined()
  expect(plainJpeg(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined()
  expect(plainJpeg(Buffer.concat([whole, Buffer.from('PK')]))).toBeUndefined()
  const frame = whole.indexOf(Buffer.of(0xff, 0xc0))
  const huge = Buffer.from(whole)
  huge.writeUInt32BE(0xffffffff, frame + 5)
  expect(plainJpeg(huge)).toBeUndefined()
})

test('answers for any bytes, and never gives more than it got', async () => {
  const whole = await photograph(8)
  const spoilt = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }).map(changes => {
    const bytes = Buffer.from(whole)
    for (const [at, value] of changes) bytes[at] = value
    return bytes
  })
  fc.assert(
    fc.property(
      fc.oneof(
        spoilt,
        fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
      ),
      bytes => {
        expect(plainJpeg(bytes)?.length ?? 0).toBeLessThanOrEqual(bytes.length)
      },
    ),
  )
})
