import { expect, test } from 'vitest'
import { castOf } from './cast.ts'

test('forty people, always the same, none twice', () => {
  const cast = castOf(2026)
  expect(cast).toHaveLength(40)
  expect(castOf(2026)).toEqual(cast)
  expect(new Set(cast.map(({ mrn }) => mrn)).size).toBe(40)
  expect(new Set(cast.map(({ given, family }) => `${given} ${family}`)).size).toBe(40)
})

test('every one is an adult with a real birth date, whose number says demo', () => {
  for (const { birthDate, mrn } of castOf(2026)) {
    expect(new Date(`${birthDate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(birthDate)
    expect(2026 - Number(birthDate.slice(0, 4))).toBeGreaterThanOrEqual(19)
    expect(mrn).toMatch(/^DEMO-/)
  }
})
