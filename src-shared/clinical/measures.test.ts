import { expect, test } from 'vitest'
import { isImplausible, loincOf, measureOf, measures, partOf } from './measures.ts'

test('every unit of every part has bounds that are in order', () => {
  for (const kind of Object.keys(measures))
    for (const part of measureOf(kind)?.parts ?? [])
      for (const { low, high } of Object.values(part.units)) expect(low).toBeLessThan(high)
})

test('a part has the code that fits its unit', () => {
  const glucose = partOf('glucose', 160184)
  const systolic = partOf('blood-pressure', 150021)
  if (!glucose || !systolic) throw new Error('a part is missing')
  expect(loincOf('glucose', glucose, 'mg/dL')).toBe('2339-0')
  expect(loincOf('glucose', glucose, 'mmol/L')).toBe('15074-8')
  expect(loincOf('blood-pressure', systolic, 'mm[Hg]')).toBe('8480-6')
})

test('what no living person has is marked, also by its unit', () => {
  const weight = partOf('weight', 188736)
  if (!weight) throw new Error('a part is missing')
  expect(isImplausible(weight, '36.50', 'kg')).toBe(false)
  expect(isImplausible(weight, '0.00', 'kg')).toBe(true)
  expect(isImplausible(weight, '70', 'mm[Hg]')).toBe(true)
  expect(isImplausible(weight, 'NaN', 'kg')).toBe(true)
})

test('an unknown kind is not known, whatever its name', () => {
  expect(measureOf('constructor')).toBeUndefined()
})
