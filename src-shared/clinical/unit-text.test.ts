import { expect, it } from 'vitest'
import { unitText } from './unit-text.ts'

it('prints UCUM as people write it, and leaves alone what it does not know', () => {
  expect(['mm[Hg]', 'Cel', 'kg/m2', '10*9/L', '%', '/min', 'constructor'].map(unitText)).toEqual([
    'mmHg',
    '°C',
    'kg/m²',
    '10⁹/L',
    '%',
    '/min',
    'constructor',
  ])
})
