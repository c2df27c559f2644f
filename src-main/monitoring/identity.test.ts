import { expect, test } from 'vitest'
import type { Reading } from '../devices/index.ts'
import { openIdentities } from './identity.ts'

const source = { driver: 'toy', serial: 'S1' }
const reading: Reading = {
  kind: 'spo2',
  parts: [{ mdc: 150456, figure: { value: '97' }, unit: '%' }],
  flags: [],
}
/** Identities of one import that began then. */
const idsAt = (startedAt: string, readings: readonly Reading[]): string[] =>
  readings.map(openIdentities(source, startedAt))

test('a stored reading without a time is what its driver marks it by, whenever it is read and wherever it is put in time', () => {
  const stored = (atUs: number, mark: string): Reading => ({ ...reading, atUs, mark })
  const first = idsAt('2026-03-01T12:00:00Z', [stored(-5, 'a/0'), stored(-4, 'a/1')])
  const later = idsAt('2026-03-02T09:00:00Z', [stored(-50, 'a/0'), stored(-40, 'a/1')])
  expect(later).toEqual(first)
  expect(new Set(first).size).toBe(2)
})

test('readings heard live are those of their tape', () => {
  const live = [
    { ...reading, atUs: 10 },
    { ...reading, atUs: 20 },
  ]
  const first = idsAt('2026-03-01T12:00:00Z', live)
  expect(idsAt('2026-03-01T12:00:00Z', live)).toEqual(first)
  expect(idsAt('2026-03-01T12:00:01Z', live)).not.toEqual(first)
  expect(new Set(first).size).toBe(2)
})

test("the device's own time and digits make it another", () => {
  const at = { ...reading, deviceTime: '2026-03-01T08:00:00' }
  const other = { ...at, parts: [{ mdc: 150456, figure: { value: '97.0' }, unit: '%' }] }
  const ids = idsAt('2026-03-01T12:00:00Z', [at, other, { ...at, deviceTime: '2026-03-01T08:00:01' }])
  expect(new Set(ids).size).toBe(3)
})
