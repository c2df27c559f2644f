import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clinicTypes } from '../../src-shared/fhir/index.ts'
import { loadDefinitions } from './load.ts'
import { openDefinitionsFile } from './trimmed.ts'

test('the first start keeps what it trimmed; what is kept is whole, and a damaged file counts as none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-definitions-'))
  const lists = loadDefinitions(folder)
  const kept = openDefinitionsFile(folder).read()
  expect(kept?.structures.map(({ name }) => name)).toEqual(expect.arrayContaining([...clinicTypes]))
  expect(new Map(kept?.codeLists?.map(([url, codes]) => [url, new Set(codes)]))).toEqual(lists)
  expect(
    kept?.searchParameters.find(({ code, base }) => code === 'patient' && base?.includes('Observation')),
  ).toBeDefined()
  expect(kept?.structures.every(({ snapshot }) => (snapshot?.element.length ?? 0) > 1)).toBe(true)

  const [name = ''] = readdirSync(folder)
  for (const damage of [
    '',
    '{"structures":',
    '{}',
    '[]',
    'null',
    '{"dataTypes":[],"structures":[],"searchParameters":[]}',
  ]) {
    writeFileSync(join(folder, name), damage)
    expect([damage, openDefinitionsFile(folder).read()]).toEqual([damage, undefined])
  }
  expect(() =>
    openDefinitionsFile(join(folder, 'nowhere')).write({ dataTypes: [], structures: [], searchParameters: [] }),
  ).not.toThrow()
  rmSync(folder, { recursive: true })
})
