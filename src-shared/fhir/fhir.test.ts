import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FhirDate, FhirDateTime, FhirRecord, LID_SYSTEM, lidOf, Patient, recordTypes, withLid } from './index.ts'

test('elements this program does not know are kept as they came', () => {
  const given = { resourceType: 'Patient', animal: { species: 'x' }, name: [{ family: 'Ännä', _family: { id: 'a' } }] }
  expect(Patient.parse(given)).toEqual(given)
})

test('a code outside a required list is refused', () => {
  expect(Patient.safeParse({ resourceType: 'Patient', gender: 'x' }).success).toBe(false)
})

test('every record type is a member of the union', () => {
  const members = FhirRecord.options.map(option => option.shape.resourceType.value)
  expect([...members].toSorted()).toEqual([...recordTypes].toSorted())
})

test('a lid is found again, alone of its kind, and other identifiers stay', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.constantFrom('Patient', 'Binary', 'Composition'), (first, second, type) => {
      const resource = { resourceType: type, ...(type === 'Patient' && { identifier: [{ system: 's', value: 'v' }] }) }
      const twice = withLid(withLid(resource, first), second)
      expect(lidOf(twice)).toBe(second)
      expect(JSON.stringify(twice).split(LID_SYSTEM)).toHaveLength(2)
      if (type === 'Patient') expect(twice).toMatchObject({ identifier: [{ system: 's', value: 'v' }, {}] })
    }),
  )
})

test('a resource of another program has no lid', () => {
  expect(lidOf({ resourceType: 'Patient' })).toBeUndefined()
  expect(lidOf({ resourceType: 'Patient', identifier: 'garbage' })).toBeUndefined()
})

test('dates keep to the grammar of R4', () => {
  for (const good of ['1970', '1970-01', '1970-01-31']) expect(FhirDate.safeParse(good).success).toBe(true)
  for (const bad of ['', '70', '1970-13', '1970-1-1', '1970-01-01T00:00:00Z']) {
    expect(FhirDate.safeParse(bad).success).toBe(false)
  }
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') }), date => {
      expect(FhirDateTime.safeParse(date.toISOString()).success).toBe(true)
    }),
  )
})
