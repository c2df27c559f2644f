import { expect, it } from 'vitest'
import { measureWords, usbNumbers } from './measure-words.ts'

it('names what is measured', () => {
  expect(measureWords(['spo2', 'pulse'])).toBe('Oxygen saturation, Pulse')
  expect(measureWords(['new-thing'])).toBe('new thing')
  expect(measureWords([])).toBe('')
})

it('writes USB numbers with four digits, or not at all', () => {
  expect(usbNumbers(0x0590, 0x28)).toBe('0590:0028')
  expect(usbNumbers(0x0590, undefined)).toBeUndefined()
  expect(usbNumbers(0, 0)).toBe('0000:0000')
})
