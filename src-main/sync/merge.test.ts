import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Resource } from '../../src-shared/fhir/index.ts'
import { chosen, elementOf, mergeOf } from './merge.ts'
import { sameResource } from './same.ts'

const element = fc.constantFrom(
  'active',
  'name',
  'gender',
  'birthDate',
  '_birthDate',
  'telecom',
  'valueString',
  'valueInteger',
)
const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }))
const body = fc
  .dictionary(element, value)
  .map(parts => ({ resourceType: 'Patient', id: 'x', ...parts }) as unknown as Resource)
const three = fc.record({ base: body, mine: body, theirs: body })

const patient = (parts: object): Resource => ({ resourceType: 'Patient', ...parts })

test('a side that changed nothing loses nothing and forces nothing', () => {
  fc.assert(
    fc.property(body, body, (base, other) => {
      const theirsOnly = mergeOf({ base, mine: base, theirs: other })
      if (theirsOnly.kind === 'merged') expect(sameResource(theirsOnly.body, other)).toBe(true)
      else expect(theirsOnly.kind).toBe('same')
      const mineOnly = mergeOf({ base, mine: other, theirs: base })
      if (mineOnly.kind === 'merged') expect(sameResource(mineOnly.body, other)).toBe(true)
      else expect(mineOnly.kind).toBe('same')
    }),
  )
})

test('both sides judge alike, and merge to the same body', () => {
  fc.assert(
    fc.property(three, ({ base, mine, theirs }) => {
      const here = mergeOf({ base, mine, theirs })
      const there = mergeOf({ base, mine: theirs, theirs: mine })
      expect(there.kind).toBe(here.kind)
      if (here.kind === 'conflict' && there.kind === 'conflict') expect(there.fields).toEqual(here.fields)
      if (here.kind === 'merged' && there.kind === 'merged') expect(sameResource(here.body, there.body)).toBe(true)
    }),
  )
})

test('a person may take one side whole, and nothing of the other remains', () => {
  fc.assert(
    fc.property(three, ({ base, mine, theirs }) => {
      const all = [...new Set([...Object.keys(mine), ...Object.keys(theirs)].map(elementOf))]
      const take = (side: 'mine' | 'theirs') => Object.fromEntries(all.map(name => [name, side] as const))
      expect(sameResource(chosen({ base, mine, theirs }, take('mine')), mine)).toBe(true)
      expect(sameResource(chosen({ base, mine, theirs }, take('theirs')), theirs)).toBe(true)
    }),
  )
})

test('different elements merge, the same element is a conflict', () => {
  const base = patient({ gender: 'unknown', birthDate: '1970-01-01' })
  const mine = patient({ gender: 'female', birthDate: '1970-01-01' })
  expect(mergeOf({ base, mine, theirs: patient({ gender: 'unknown', birthDate: '1971-02-02' }) })).toEqual({
    kind: 'merged',
    body: patient({ gender: 'female', birthDate: '1971-02-02' }),
  })
  expect(mergeOf({ base, mine, theirs: patient({ gender: 'male', birthDate: '1970-01-01' }) })).toEqual({
    kind: 'conflict',
    fields: ['gender'],
  })
})

test('what one side removed and the other changed is a conflict', () => {
  const base = patient({ gender: 'unknown' })
  expect(mergeOf({ base, mine: patient({}), theirs: patient({ gender: 'male' }) })).toMatchObject({ kind: 'conflict' })
})

test('a value and its other type are one element', () => {
  const observation = (parts: object) => ({ resourceType: 'Observation', ...parts }) as Resource
  const base = observation({ valueString: 'a' })
  const merge = mergeOf({ base, mine: observation({ valueInteger: 2 }), theirs: observation({ valueString: 'b' }) })
  expect(merge).toEqual({ kind: 'conflict', fields: ['value'] })
})

test('signed documents are never put together by the program', () => {
  const note = (parts: object) => ({ resourceType: 'DocumentReference', docStatus: 'final', ...parts }) as Resource
  const base = note({ description: 'a', language: 'en' })
  const disjoint = {
    base,
    mine: note({ description: 'b', language: 'en' }),
    theirs: note({ description: 'a', language: 'de' }),
  }
  expect(mergeOf(disjoint)).toEqual({ kind: 'conflict', fields: ['description', 'language'] })
  const draft = Object.fromEntries(
    Object.entries(disjoint).map(([side, one]) => [side, { ...one, docStatus: 'preliminary' }]),
  ) as unknown as typeof disjoint
  expect(mergeOf(draft)).toMatchObject({ kind: 'merged' })
  for (const resourceType of ['MedicationRequest', 'DiagnosticReport']) {
    const order = (parts: object) => ({ resourceType, ...parts }) as Resource
    expect(mergeOf({ base: order({}), mine: order({ a: 1 }), theirs: order({ b: 1 }) })).toMatchObject({
      kind: 'conflict',
    })
  }
})

test('meta, text, id and a freshly signed address are no difference', () => {
  const media = (url: string, rest: object = {}) =>
    ({ resourceType: 'Media', content: { url, hash: 'aGFzaA==' }, ...rest }) as Resource
  const ours = media('Binary/1')
  const theirs = media('https://store.example/Binary/1/v?Expires=9', {
    id: '7',
    meta: { versionId: '2' },
    text: { div: 'x' },
  })
  expect(sameResource(ours, theirs)).toBe(true)
  expect(mergeOf({ base: ours, mine: ours, theirs })).toEqual({ kind: 'same' })
  expect(sameResource(ours, media('Binary/1', { width: 3 }))).toBe(false)
  const other = { resourceType: 'Media', content: { url: 'Binary/2', hash: 'b3RoZXI=' } } as Resource
  expect(sameResource(ours, other)).toBe(false)
})
