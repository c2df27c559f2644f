import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterLight, allQuadrants, commandsFor, dinoLiteOf, withQuadrant } from './dino-lite.ts'

test('a Dino-Lite by the numbers behind its name, and no other camera', () => {
  expect(dinoLiteOf('USB Microscope (a168:0980)')).toEqual({ vendorId: 0xa168, productId: 0x0980 })
  expect(dinoLiteOf('Dino-Lite Premier (A168:0870) ')).toEqual({ vendorId: 0xa168, productId: 0x0870 })
  for (const other of [
    '',
    'Dino-Lite',
    'Webcam (046d:0825)',
    '(a168:0980) Webcam',
    '(a168:098)',
    '(a168:0980) (046d:0825)',
  ])
    expect(dinoLiteOf(other)).toBeUndefined()
  fc.assert(
    fc.property(fc.string(), label => {
      expect(dinoLiteOf(label)).toBeUndefined()
    }),
  )
})

test('what stands here is what was set, and the flexible light starts with all of its quadrants', () => {
  const on = commandsFor({ kind: 'flexible', on: true }).reduce(afterLight, {})
  expect(on).toEqual({ flexible: true, quadrants: allQuadrants })
  expect(commandsFor({ kind: 'flexible', on: false })).toEqual([{ kind: 'flexible', on: false }])
  expect(afterLight(on, { kind: 'brightness', level: 3 })).toEqual({ ...on, brightness: 3 })
  expect(afterLight(on, { kind: 'led', on: false })).toEqual({ ...on, led: false })
  expect(afterLight(on, { kind: 'auto-exposure', on: false })).toBe(on)
})

test('one quadrant is changed and the others stay', () => {
  const bit = fc.boolean()
  fc.assert(
    fc.property(fc.tuple(bit, bit, bit, bit), fc.nat(3), bit, (quadrants, at, on) => {
      expect(withQuadrant(quadrants, at, on)).toEqual(quadrants.map((was, index) => (index === at ? on : was)))
    }),
  )
})
