import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interactionOf, lettersOf } from './interaction.ts'

test('every way of R4 is told apart', () => {
  const rows: [string, string, object | undefined][] = [
    ['GET', 'metadata', { name: 'capabilities' }],
    ['GET', '.well-known/smart-configuration', { name: 'smart-configuration' }],
    ['POST', '', { name: 'bundle' }],
    ['GET', '_history', { name: 'history-system' }],
    ['GET', 'Patient', { name: 'search', type: 'Patient' }],
    ['HEAD', 'Patient/1', { name: 'read', type: 'Patient', id: '1' }],
    ['POST', 'Patient/_search', { name: 'search', type: 'Patient' }],
    ['POST', 'Patient', { name: 'create', type: 'Patient' }],
    ['PUT', 'Patient', { name: 'conditional', type: 'Patient' }],
    ['DELETE', 'Patient/1', { name: 'delete', type: 'Patient', id: '1' }],
    ['PATCH', 'Patient/1', { name: 'patch', type: 'Patient', id: '1' }],
    ['GET', 'Patient/1/_history', { name: 'history-instance', type: 'Patient', id: '1' }],
    ['GET', 'Patient/1/_history/2', { name: 'vread', type: 'Patient', id: '1', version: '2' }],
    ['GET', 'Patient/_history', { name: 'history-type', type: 'Patient' }],
    ['POST', 'Patient/$validate', { name: 'validate', type: 'Patient' }],
    ['GET', 'ValueSet', undefined],
    ['GET', 'ValueSet/$expand', { name: 'expand' }],
    ['POST', 'ValueSet/$expand', undefined],
    ['GET', 'ValueSet/1', undefined],
    ['DELETE', '', undefined],
    ['POST', 'Patient/1', undefined],
    ['PUT', 'Patient/1/_history/2', undefined],
    ['GET', 'Patient/a_b', undefined],
    ['POST', '$graphql', undefined],
    ['OPTIONS', 'Patient', undefined],
  ]
  for (const [method, path, expected] of rows)
    expect([method, path, interactionOf(method, path)]).toEqual([method, path, expected])
})

test('no path and no verb is anything but an interaction or nothing', () => {
  const method = fc.oneof(fc.string(), fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'constructor', '__proto__'))
  fc.assert(
    fc.property(
      method,
      fc.array(fc.oneof(fc.string(), fc.constantFrom('Patient', '_history', '_search', '1'))),
      (verb, parts) => {
        const found = interactionOf(verb, parts.join('/'))
        if (found !== undefined) expect(Array.isArray(lettersOf(found, verb))).toBe(true)
      },
    ),
  )
})

test('only what asks nothing of the record needs no scope', () => {
  const free = ['capabilities', 'smart-configuration', 'bundle']
  for (const [method, path] of [
    ['GET', 'Patient'],
    ['GET', '_history'],
    ['POST', 'Patient'],
    ['DELETE', 'Patient'],
    ['PUT', 'Patient/1'],
  ] as const) {
    const found = interactionOf(method, path)
    expect(found !== undefined && (free.includes(found.name) || lettersOf(found, method).length > 0)).toBe(true)
  }
})
