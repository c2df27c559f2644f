import { expect, it } from 'vitest'
import { pressureText, quantityText } from './units.ts'

const part = (mdc: number, value: string | undefined, unit = 'mm[Hg]') => ({ mdc, value, unit, implausible: false })

it('keeps the digits of a number', () => {
  expect(quantityText('36.50', 'Cel')).toBe('36.50\u{a0}°C')
  expect(quantityText('7', '1')).toBe('7')
})

it('writes a blood pressure in one piece only where both numbers are there in one unit', () => {
  expect(pressureText([part(150_021, '120'), part(150_022, '80')])).toBe('120/80\u{a0}mmHg')
  expect(pressureText([part(150_021, '120'), part(150_022, undefined)])).toBeUndefined()
  expect(pressureText([part(150_021, '120'), part(150_022, '10.7', 'kPa')])).toBeUndefined()
  expect(pressureText([part(150_023, '93')])).toBeUndefined()
})
