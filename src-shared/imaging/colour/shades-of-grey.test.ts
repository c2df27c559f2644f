import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greyGains, shadesOfGrey } from './shades-of-grey.ts'

const picture = (colour: (at: number) => readonly [number, number, number], side = 8) => {
  const data = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < side * side; at++) data.set([...colour(at), 255], 4 * at)
  return { width: side, height: side, data }
}

describe('shades of grey', () => {
  it('leaves grey light alone', () => {
    const grey = picture(at => [20 + at, 20 + at, 20 + at])
    expect(shadesOfGrey(grey)?.data).toEqual(grey.data)
  })

  it('takes a cast of the light away', () => {
    const cast = shadesOfGrey(picture(at => [200 - at, 150 - at, 120 - at]))
    const [red = 0, green = 0, blue = 0] = cast?.data ?? []
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(12)
  })

  it('says nothing of a picture that is all clipped or all black', () => {
    expect(shadesOfGrey(picture(() => [255, 255, 255]))).toBeUndefined()
    expect(shadesOfGrey(picture(() => [0, 0, 0]))).toBeUndefined()
  })

  it('its gains have the mean 1, whatever the picture', () => {
    const byte = fc.integer({ min: 9, max: 253 })
    fc.assert(
      fc.property(fc.array(fc.tuple(byte, byte, byte), { minLength: 16, maxLength: 16 }), colours => {
        const gains = greyGains(picture(at => colours[at] ?? [9, 9, 9], 4))
        expect(gains && (gains[0] + gains[1] + gains[2]) / 3).toBeCloseTo(1, 9)
      }),
    )
  })
})
