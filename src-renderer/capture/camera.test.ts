import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cameraTroubleOf, constraintsFor, findCamera, rememberedFrom, resolutionsOf } from './camera.ts'

describe('which camera', () => {
  const cameras = [
    { deviceId: 'x1', label: 'Dermatoscope' },
    { deviceId: 'x2', label: 'Room camera' },
  ]

  test('is found by id, and by name when the browser has given it a new id', () => {
    expect(findCamera(cameras, { deviceId: 'x2', label: 'old name' })?.deviceId).toBe('x2')
    expect(findCamera(cameras, { deviceId: 'gone', label: 'Dermatoscope' })?.deviceId).toBe('x1')
    expect(findCamera(cameras, { deviceId: 'gone', label: 'Another' })).toBeUndefined()
    expect(findCamera([{ deviceId: 'y', label: '' }], { deviceId: 'gone', label: '' })).toBeUndefined()
  })

  test('a damaged preference counts as none, and a sound one comes back as it was', () => {
    fc.assert(fc.property(fc.string(), text => void rememberedFrom(text)))
    fc.assert(
      fc.property(
        fc.record({ deviceId: fc.string(), label: fc.string(), widthPx: fc.nat(), heightPx: fc.nat() }),
        camera => {
          const read = rememberedFrom(JSON.stringify(camera))
          expect(read).toMatchObject({ deviceId: camera.deviceId, label: camera.label })
          expect(read?.widthPx).toBe(camera.widthPx > 0 && camera.heightPx > 0 ? camera.widthPx : undefined)
        },
      ),
    )
  })
})

describe('what is asked of it', () => {
  test('the exact camera and the largest unscaled picture', () => {
    expect(constraintsFor('x1')).toEqual({
      deviceId: { exact: 'x1' },
      width: { ideal: 3840 },
      height: { ideal: 2160 },
      resizeMode: { ideal: 'none' },
    })
    expect(constraintsFor(undefined)).not.toHaveProperty('deviceId')
  })

  test('sizes offered: largest first, the present one among them, none twice, none beyond the camera', () => {
    const size = fc.record({ width: fc.integer({ min: 160, max: 8000 }), height: fc.integer({ min: 120, max: 6000 }) })
    fc.assert(
      fc.property(size, most => {
        const now = { width: Math.ceil(most.width / 2), height: Math.ceil(most.height / 2) }
        const offered = resolutionsOf(most, now)
        const areas = offered.map(({ width, height }) => width * height)
        expect(areas).toEqual([...areas].sort((a, b) => b - a))
        expect(offered).toContainEqual(now)
        expect(offered[0]).toEqual(most)
        expect(new Set(offered.map(({ width, height }) => `${width}x${height}`)).size).toBe(offered.length)
        expect(offered.every(({ width, height }) => width <= most.width && height <= most.height)).toBe(true)
      }),
    )
  })
})

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'none'],
  ['NotReadableError', 'busy'],
  ['OverconstrainedError', 'failed'],
])('%s means the camera is %s', (name, trouble) => {
  expect(cameraTroubleOf(new DOMException('', name))).toBe(trouble)
})
