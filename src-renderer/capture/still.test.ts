import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodingFor, isWhole, settingsOf } from './still.ts'

const side = fc.integer({ min: 1, max: 8000 })

describe('a still', () => {
  test('is whole when it has every px of the live picture, however it is turned', () => {
    fc.assert(
      fc.property(side, side, fc.tuple(fc.nat(500), fc.nat(500)), (width, height, more) => {
        const got = { width: width + more[0], height: height + more[1] }
        expect(isWhole(got, { width, height })).toBe(true)
        expect(isWhole({ width: got.height, height: got.width }, { width, height })).toBe(true)
      }),
    )
  })

  test('one px short on a side is not whole', () => {
    expect(isWhole({ width: 1919, height: 1080 }, { width: 1920, height: 1080 })).toBe(false)
    expect(isWhole({ width: 1920, height: 1079 }, { width: 1920, height: 1080 })).toBe(false)
    expect(isWhole({ width: 1280, height: 720 }, { width: 1920, height: 1080 })).toBe(false)
  })

  test('is encoded without loss up to 4 megapixels, beyond at full JPEG quality', () => {
    expect(encodingFor({ width: 1920, height: 1080 })).toEqual({ type: 'image/png' })
    expect(encodingFor({ width: 3840, height: 2160 })).toEqual({ type: 'image/jpeg', quality: 1 })
  })

  test('carries the settings of the camera, never its ids', () => {
    const settings = {
      width: 1920,
      deviceId: 'secret',
      groupId: 'g',
      exposureMode: 'manual',
      pointsOfInterest: [{ x: 0, y: 0 }],
    }
    const track = { getSettings: () => settings } as unknown as MediaStreamTrack
    expect(settingsOf(track)).toEqual({ width: 1920, exposureMode: 'manual' })
  })
})
