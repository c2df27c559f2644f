import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heardIn, safetyText, saidIn, standingOf, type Vouch, type VouchedEnd, vouchText } from './index.ts'

const print = Array.from({ length: 32 }, () => 'AB').join(':')
const end: VouchedEnd = {
  visit: '2c5ea4c0-4067-41fe-8bad-9b1deb4d3b7d',
  session: '0b7e3f1c-98e4-4c37-8a51-3d2f1f0a9c11',
  fingerprint: print,
}
const vouch: Vouch = {
  type: 'vouch',
  by: '5f0c1d6e-2b93-4b0e-9a56-1c4d3e2f7a80',
  name: 'Dr. Skin',
  at: '2026-11-26T20:00:00.000Z',
  key: 'k'.repeat(43),
  value: 'v'.repeat(86),
}
const frameOf = (data: unknown) => JSON.stringify({ kind: 'signal', session: end.session, seq: 0, data })

describe('a vouch', () => {
  test('has these bytes', () => {
    expect(vouchText(end, vouch)).toBe(
      `{"statement":"cutis-visit-end/1","visit":"${end.visit}","session":"${end.session}","fingerprint":"${print}","key":"${vouch.key}","by":"${vouch.by}","name":"Dr. Skin","at":"${vouch.at}"}`,
    )
  })
  test('of another visit, session, certificate, key, person, name or moment is another text, or none', () => {
    const part = fc.oneof(fc.uuid(), fc.string({ minLength: 1, unit: 'grapheme' }), fc.constant(print))
    const names = fc.constantFrom('visit', 'session', 'fingerprint', 'key', 'by', 'name', 'at')
    fc.assert(
      fc.property(names, part, (name, value) => {
        const all = { ...end, ...vouch }
        fc.pre((all as Record<string, string>)[name] !== value)
        const other = { ...all, [name]: value }
        expect(vouchText(other, other)).not.toBe(vouchText(end, vouch))
      }),
    )
  })
  test('passes both borders as it is, and what came with it does not', () => {
    expect(saidIn(frameOf({ ...vouch, more: 'x'.repeat(500) }))).toMatchObject({ data: vouch })
    expect(saidIn(frameOf({ ...vouch, more: 1 }))).not.toHaveProperty('data.more')
    expect(heardIn(frameOf(vouch))).toMatchObject({ data: vouch })
  })
  test.each([
    ['a long name', { name: 'x'.repeat(201) }],
    ['no name', { name: '' }],
    ['a name that turns what is read', { name: 'Dr \u202eenO' }],
    ['a name of two lines', { name: 'Dr\nNo' }],
    ['half a character', { name: 'Dr \ud800' }],
    ['a moment with a zone', { at: '2026-11-26T20:00:00.000+01:00' }],
    ['a day that is none', { at: '2026-02-30T20:00:00.000Z' }],
    ['a short key', { key: 'k' }],
    ['a key that leaves its address', { key: `../${'k'.repeat(40)}` }],
    ['a long signature', { value: 'v'.repeat(87) }],
    ['nobody', { by: '' }],
    ['a list', { name: ['Dr. Skin'] }],
  ])('with %s is refused at each border', (_what, change) => {
    expect(saidIn(frameOf({ ...vouch, ...change }))).toBeUndefined()
    expect(heardIn(frameOf({ ...vouch, ...change }))).toBeUndefined()
  })
  test('a verdict is one of the known ones', () => {
    expect(saidIn(frameOf({ type: 'verdict', verdict: 'holds' }))).toMatchObject({ data: { verdict: 'holds' } })
    fc.assert(
      fc.property(fc.jsonValue(), verdict => {
        fc.pre(!['holds', 'broken', 'unknown', 'foreign', 'retired', 'unchecked'].includes(verdict as string))
        expect(saidIn(frameOf({ type: 'verdict', verdict }))).toBeUndefined()
      }),
    )
  })
})

test('a key stands for its person, under their name, in its time', () => {
  const key = { keyId: vouch.key, x: 'x', person: vouch.by, name: vouch.name, from: '2026-01-01T00:00:00.000Z' }
  const now = Date.parse(vouch.at)
  expect(standingOf(key, vouch, now)).toBe('holds')
  expect(standingOf({ ...key, person: end.visit }, vouch, now)).toBe('foreign')
  expect(standingOf({ ...key, name: 'Dr. Green' }, vouch, now)).toBe('foreign')
  expect(standingOf({ ...key, until: vouch.at }, vouch, now)).toBe('retired')
  expect(standingOf({ ...key, from: '2026-12-01T00:00:00.000Z' }, vouch, now)).toBe('retired')
})

test('a retired key does not hold for an earlier moment than now, nor for one that a slow clock has not reached', () => {
  const until = '2026-11-26T21:00:00.000Z'
  const key = { keyId: vouch.key, x: 'x', person: vouch.by, name: vouch.name, from: '2026-01-01T00:00:00.000Z', until }
  expect(standingOf(key, vouch, Date.parse(until) - 1)).toBe('holds')
  expect(standingOf(key, vouch, Date.parse(until))).toBe('retired')
  expect(standingOf(key, { ...vouch, at: until }, 0)).toBe('retired')
})

test('the safety code is another one where a vouch was taken away or is of another key', () => {
  const ends = (key?: string) =>
    safetyText(end.visit, [
      { identity: 'clinician', fingerprint: print, key },
      { identity: 'patient', fingerprint: print },
    ])
  expect(new Set([ends(), ends('a'), ends('b')]).size).toBe(3)
})
