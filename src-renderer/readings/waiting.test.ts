import { expect, it } from 'vitest'
import { mustWait } from './waiting.ts'

it('waits for nobody where nothing is odd', () => {
  expect(mustWait([], { confirmed: false, user: undefined })).toBe(false)
})

it('needs a yes, and a name where the device has several users', () => {
  expect(mustWait(['clock'], { confirmed: false, user: undefined })).toBe(true)
  expect(mustWait(['clock'], { confirmed: true, user: undefined })).toBe(false)
  expect(mustWait(['users', 'clock'], { confirmed: true, user: undefined })).toBe(true)
  expect(mustWait(['users'], { confirmed: false, user: '1' })).toBe(true)
  expect(mustWait(['users'], { confirmed: true, user: '1' })).toBe(false)
})
