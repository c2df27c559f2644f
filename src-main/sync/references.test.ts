import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseKeepingDigits, type Resource } from '../../src-shared/fhir/index.ts'
import { bytesPlaceOf, placeOf, placesIn, renamed, withoutPlaces } from './references.ts'

const types = fc.constantFrom('Patient', 'Encounter', 'Media', 'Binary')
const local = fc.record({ type: types, id: fc.uuid() })
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))

/** Any JSON, with references and attachments strewn in at any depth. */
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    local.map(({ type, id }) => ({ reference: `${type}/${id}` })),
    fc.uuid().map(id => ({ contentType: 'image/jpeg', url: `Binary/${id}` })),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 8 }), tie('tree'), { maxKeys: 4 }),
  ),
}))
const resource = tree.map(part => ({ resourceType: 'Basic', part }) as Resource)

test('out and back again is where it was, whatever the resource', () => {
  fc.assert(
    fc.property(resource, body => {
      const before = JSON.stringify(body)
      const out = renamed(body, ({ id }) => `srv-${id}`)
      for (const place of placesIn(out)) expect(place.id).toMatch(/^srv-/)
      expect(placesIn(out)).toHaveLength(placesIn(body).length)
      expect(renamed(out, ({ id }) => id.replace(/^srv-/, ''))).toEqual(body)
      expect(JSON.stringify(body)).toBe(before)
    }),
  )
})

test('a body that names nothing known comes back as the very same object', () => {
  fc.assert(
    fc.property(resource, body => {
      expect(renamed(body, () => undefined)).toBe(body)
    }),
  )
})

test('what is no literal reference is left alone', () => {
  const body = {
    resourceType: 'Media',
    subject: { reference: '#patient' },
    encounter: { reference: 'urn:uuid:5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002' },
    operator: { reference: 'https://elsewhere.example/fhir/Practitioner/1' },
    extension: [{ url: 'Patient/looks-like-one' }, { url: 'http://hl7.org/fhir/binary/1' }],
  } as Resource
  expect(placesIn(body)).toEqual([])
})

test('absolute references under the base address count, versions fall away with the rename', () => {
  const body = {
    resourceType: 'Media',
    subject: { reference: 'https://clinic.example/fhir/Patient/7' },
    encounter: { reference: 'Encounter/8/_history/3' },
    content: { contentType: 'image/png', url: 'https://store.example/binary/9/v1?Expires=1&Signature=x' },
  } as Resource
  expect(renamed(body, ({ id }) => `l${id}`, 'https://clinic.example/fhir')).toEqual({
    resourceType: 'Media',
    subject: { reference: 'Patient/l7' },
    encounter: { reference: 'Encounter/l8' },
    content: { contentType: 'image/png', url: 'Binary/l9' },
  })
})

test('no text makes the parsers throw', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const place = placeOf(text)
      if (place) expect(text.startsWith(`${place.type}/${place.id}`)).toBe(true)
      bytesPlaceOf(text)
    }),
  )
})

test('without a place nothing names it, and all else is as it was', () => {
  fc.assert(
    fc.property(resource, body => {
      const [first, ...rest] = placesIn(body)
      if (!first) return
      const before = JSON.stringify(body)
      const left = withoutPlaces(body, [first])
      expect(placesIn(left)).not.toContainEqual(first)
      for (const place of placesIn(left)) expect(rest).toContainEqual(place)
      expect(JSON.stringify(body)).toBe(before)
      expect(withoutPlaces(body, [{ type: 'Patient', id: 'elsewhere' }])).toBe(body)
    }),
  )
})

test('what only held the name goes with it, and digits stay', () => {
  const body = parseKeepingDigits(
    '{"resourceType":"ServiceRequest","specimen":[{"reference":"Specimen/1"}],"subject":{"reference":"Patient/2"},"dose":1.50}',
  ) as Resource
  expect(JSON.stringify(withoutPlaces(body, [{ type: 'Specimen', id: '1' }]))).toBe(
    '{"resourceType":"ServiceRequest","subject":{"reference":"Patient/2"},"dose":1.50}',
  )
})
