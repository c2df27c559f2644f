import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadDefinitions } from '../definitions/load.ts'
import { alternatives, criterionOf, narrows } from './criteria.ts'
import { Refusal } from './outcomes.ts'

beforeAll(() => {
  loadDefinitions()
})
const base = 'http://127.0.0.1:1/fhir'
const read = (type: string, name: string, value: string) => criterionOf(type, { name, value }, base)

test('commas separate alternatives unless escaped', () => {
  expect(alternatives('a,b')).toEqual(['a', 'b'])
  expect(alternatives('a\\,b,c\\|d')).toEqual(['a,b', 'c|d'])
  expect(alternatives('')).toEqual([''])
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), parts => {
      const written = parts.map(part => part.replaceAll(/[,\\$|]/g, char => `\\${char}`)).join(',')
      expect(alternatives(written)).toEqual(parts)
    }),
  )
})

test('the four ways to write a token', () => {
  const any = (value: string) => (read('Patient', 'identifier', value) as { any: unknown }).any
  expect(any('s|v')).toEqual([{ system: 's', value: 'v' }])
  expect(any('|v')).toEqual([{ system: '', value: 'v' }])
  expect(any('s|')).toEqual([{ system: 's' }])
  expect(any('v,w')).toEqual([{ value: 'v' }, { value: 'w' }])
})

test('references may be short, long or absolute', () => {
  const any = (name: string, value: string) => (read('Observation', name, value) as { any: unknown }).any
  expect(any('subject', 'Patient/1')).toEqual([{ id: '1', type: 'Patient' }])
  expect(any('subject', '1')).toEqual([{ id: '1' }])
  expect(any('subject:Patient', '1')).toEqual([{ id: '1', type: 'Patient' }])
  expect(any('subject', `${base}/Patient/1`)).toEqual([{ id: '1', type: 'Patient' }])
  expect(any('subject', 'http://elsewhere/Patient/1')).toEqual([{ id: 'http://elsewhere/Patient/1' }])
})

test('what a type does not have is no criterion; a modifier that is not offered is refused', () => {
  for (const name of [
    'nonsense',
    'constructor',
    '__proto__',
    'name.family',
    '_has:Observation:nonsense:code',
    '_has:x',
    '_text',
  ]) {
    expect([name, read('Patient', name, 'x')]).toEqual([name, undefined])
  }
  expect(() => read('Patient', 'gender:above', 'x')).toThrow(Refusal)
  expect(() => read('Patient', 'birthdate', 'x')).toThrow(Refusal)
  expect(() => read('Observation', 'subject.name', 'x')).toThrow(/several types/)
})

test('no parameter, whatever it is, does more than be refused', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '_has:Observation:subject:code',
      'general-practitioner.name',
      'birthdate',
      'name:contains',
      '_lastUpdated',
      'identifier',
    ),
  )
  fc.assert(
    fc.property(name, fc.string(), (code, value) => {
      try {
        read('Patient', code, value)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
  )
})

test('only a search parameter narrows', () => {
  for (const query of ['', '=', '_count=1', '_sort=_id&_total=none', '_include=Patient:link'])
    expect(narrows(query)).toBe(false)
  for (const query of ['_id=1', 'identifier=a|b', '_count=1&name=x', '_has:Observation:subject:code=x'])
    expect(narrows(query)).toBe(true)
})
