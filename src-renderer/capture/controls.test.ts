import { expect, test } from 'vitest'
import { controlsOf } from './controls.ts'

test('only what the camera offers is shown', () => {
  expect(controlsOf({ width: { max: 1920 } }, { width: 1920 })).toEqual([])
  const able = {
    exposureMode: ['continuous', 'manual'],
    exposureTime: { min: 3, max: 2047, step: 1 },
    focusMode: ['continuous'],
  }
  const controls = controlsOf(able, { exposureMode: 'continuous', exposureTime: 250, focusMode: 'continuous' })
  expect(controls).toEqual([
    {
      name: 'exposure',
      mode: { key: 'exposureMode', value: 'continuous', options: ['continuous', 'manual'] },
      range: { key: 'exposureTime', value: 250, range: { min: 3, max: 2047, step: 1 }, manual: false },
    },
  ])
})

test('a value can be set only in manual mode, and one without a mode always', () => {
  const able = {
    whiteBalanceMode: ['continuous', 'manual'],
    colorTemperature: { min: 2500, max: 6500 },
    exposureCompensation: { min: -2, max: 2 },
  }
  const controls = controlsOf(able, { whiteBalanceMode: 'manual', colorTemperature: 5000, exposureCompensation: 0 })
  expect(controls.map(({ name, range }) => [name, range?.manual])).toEqual([
    ['exposureCompensation', true],
    ['whiteBalance', true],
  ])
})
