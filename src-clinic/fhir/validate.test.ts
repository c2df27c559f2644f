import type { Resource } from '@medplum/fhirtypes'
import { beforeAll, expect, test } from 'vitest'
import type { CodeLists } from '../definitions/code-lists.ts'
import { loadDefinitions } from '../definitions/load.ts'
import { forbids, issuesOf } from './validate.ts'

let lists: CodeLists
beforeAll(() => {
  lists = loadDefinitions()
})
const wrong = (resource: object): string[] =>
  issuesOf(lists, resource as Resource)
    .filter(forbids)
    .flatMap(({ expression }) => expression ?? [])

test('the code lists of R4 are at hand, whole', () => {
  expect([...(lists.get('http://hl7.org/fhir/ValueSet/administrative-gender') ?? [])].toSorted()).toEqual([
    'female',
    'male',
    'other',
    'unknown',
  ])
  expect(lists.get('http://hl7.org/fhir/ValueSet/task-status')?.size).toBe(12)
  expect(lists.get('http://hl7.org/fhir/ValueSet/observation-status')).toContain('amended')
  expect(lists.size).toBeGreaterThan(80)
})

test('codes are checked wherever they stand', () => {
  expect(wrong({ resourceType: 'Patient', gender: 'female', name: [{ use: 'official' }] })).toEqual([])
  expect(wrong({ resourceType: 'Patient', telecom: [{ system: 'phone' }, { system: 'pigeon' }] })).toEqual([
    'Patient.telecom[1].system',
  ])
  expect(wrong({ resourceType: 'Patient', link: [{ other: { reference: 'Patient/2' }, type: 'twin' }] })).toEqual([
    'Patient.link[0].type',
  ])
  expect(
    wrong({
      resourceType: 'Encounter',
      status: 'finished',
      class: { code: 'VR' },
      location: [{ location: { reference: 'Location/1' }, status: 'lost' }],
    }),
  ).toEqual(['Encounter.location[0].status'])
  expect(
    wrong({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      valueQuantity: { value: 1, comparator: '~' },
    }),
  ).toEqual(['Observation.valueQuantity.comparator'])
  expect(
    wrong({
      resourceType: 'Condition',
      subject: { reference: 'Patient/1' },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'dormant' }],
      },
    }),
  ).toEqual(['Condition.clinicalStatus'])
  expect(
    wrong({ resourceType: 'Condition', subject: { reference: 'Patient/1' }, verificationStatus: { text: 'unsure' } }),
  ).toEqual([])
  expect(wrong({ resourceType: 'Patient', extension: [{ url: 'urn:x', valueHumanName: { use: 'x' } }] })).toEqual([
    'Patient.extension[0].valueHumanName.use',
  ])
})
