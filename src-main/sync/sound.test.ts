import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { FhirRecord, recordTypes } from '../../src-shared/fhir/index.ts'
import { checkOf } from './sound.ts'

const isSound = checkOf(FhirRecord)

/** Values that are right somewhere and wrong elsewhere. */
const leaf = fc.oneof(
  fc.constantFrom('', 'final', 'current', 'male', 'Patient', ' a', 'a b', '2026', '2026-02-30', '2026-13', null),
  fc.constantFrom('2026-01-10T09:06:00Z', '2026-01-10T09:06', '2026-01-10T23:59:60+14:00', '2016-12-31T23:59:60Z'),
  fc.constantFrom(0, -0, 1, -1, 1.5, 2 ** 53, 1e308, true, false, [], {}, [[]], [null]),
  fc.string({ maxLength: 70 }),
)

const partNames = [
  'system',
  'value',
  'code',
  'coding',
  'text',
  'reference',
  'start',
  'use',
  'family',
  'given',
  'url',
  'x',
]
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...partNames), tie('value'), { maxKeys: 4 }),
  ),
}))

/** A sound record of each type, so that most wrong ones are wrong in one place only. */
const sound: Readonly<Record<(typeof recordTypes)[number], object>> = {
  Patient: {
    identifier: [{ use: 'official', system: 'urn:x', value: '1' }],
    name: [{ use: 'official', family: 'F', given: ['G'], period: { start: '2026' } }],
    gender: 'female',
    birthDate: '1980-05-17',
    communication: [{ language: { text: 'Czech' } }],
    photo: [{ contentType: 'image/png', size: 3 }],
  },
  Practitioner: { name: [{ text: 'N' }], active: true },
  Encounter: { status: 'finished', class: { code: 'VR' }, period: { start: '2026-01-10T09:06:00Z' } },
  Condition: { subject: { reference: 'Patient/1' }, code: { coding: [{ system: 'urn:x', code: 'D22.5' }] } },
  BodyStructure: { patient: { reference: 'Patient/1' }, description: 'Lesion' },
  Media: { status: 'completed', content: { contentType: 'image/jpeg', url: 'Binary/1', size: 3 }, height: 3, width: 4 },
  DocumentReference: { status: 'current', content: [{ attachment: { contentType: 'text/plain', data: 'YQ==' } }] },
  Device: { manufacturer: 'M', type: { text: 'cuff' }, version: [{ value: '1.2' }] },
  Observation: { status: 'final', code: { text: 'remark' }, valueQuantity: { value: 1.5, unit: 'mm' } },
  DiagnosticReport: { status: 'final', code: { text: 'report' }, media: [{ link: { reference: 'Media/1' } }] },
  Task: { status: 'requested', intent: 'order', restriction: { period: { end: '2026-01-10' } } },
  Communication: { status: 'completed', payload: [{ contentString: 'Hello' }] },
  Consent: { status: 'active', scope: { text: 'patient privacy' }, category: [{ text: 'photography' }] },
  AllergyIntolerance: {
    patient: { reference: 'Patient/1' },
    type: 'allergy',
    category: ['medication'],
    reaction: [{ manifestation: [{ text: 'hives' }], severity: 'mild' }],
  },
  MedicationStatement: { status: 'active', subject: { reference: 'Patient/1' }, dosage: [{ text: 'one a day' }] },
  MedicationRequest: {
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/1' },
    dosageInstruction: [{ text: 'one a day', doseAndRate: [{ doseQuantity: { value: 1.5 } }] }],
    dispenseRequest: { numberOfRepeatsAllowed: 1, quantity: { value: 30 } },
  },
  QuestionnaireResponse: { status: 'completed', item: [{ linkId: 'itch', answer: [{ valueBoolean: true }] }] },
  ServiceRequest: { status: 'active', intent: 'order', subject: { reference: 'Patient/1' }, priority: 'urgent' },
  Specimen: { status: 'available', collection: { collectedDateTime: '2026-01-10' } },
  AdverseEvent: { actuality: 'actual', subject: { reference: 'Patient/1' }, date: '2026-01-10' },
  Schedule: { actor: [{ type: 'Location', display: 'Room 1' }] },
  Basic: { code: { text: 'clinic policy' }, created: '2026-01-10' },
  Provenance: {
    target: [{ reference: 'MedicationRequest/1' }],
    recorded: '2026-01-10T09:06:00.000Z',
    agent: [{ who: { display: 'Dr. Skin' } }],
    signature: [
      { type: [{ code: '1' }], when: '2026-01-10T09:06:00.000Z', who: { display: 'Dr. Skin' }, data: 'YQ==' },
    ],
  },
  Slot: {
    schedule: { reference: 'Schedule/1' },
    status: 'busy',
    start: '2026-01-10T09:00:00Z',
    end: '2026-01-10T09:30:00Z',
  },
  Appointment: {
    status: 'booked',
    start: '2026-01-10T09:00:00Z',
    end: '2026-01-10T09:30:00Z',
    participant: [{ actor: { reference: 'Patient/1' }, status: 'accepted' }],
  },
}

const paths = (held: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof held === 'object' && held !== null
    ? [...(path.length > 0 ? [path] : []), ...Object.entries(held).flatMap(([key, one]) => paths(one, [...path, key]))]
    : [path]

/** A copy of `held` with what stands at `path` replaced, or taken away where there is nothing to put. */
function changed(held: unknown, [key = '', ...rest]: readonly string[], to: unknown): unknown {
  const copy = (Array.isArray(held) ? [...held] : { ...(held as object) }) as Record<string, unknown>
  if (rest.length > 0) copy[key] = changed(copy[key], rest, to)
  else if (to === undefined && !Array.isArray(held)) delete copy[key]
  else copy[key] = to ?? null
  return copy
}

describe('the quick check of a record says what zod says', () => {
  test.each(recordTypes)('%s', resourceType => {
    const whole = { resourceType, id: 'a-1', meta: { versionId: '1', lastUpdated: '2026-01-10T09:06:00.000Z' } }
    const record = { ...whole, ...sound[resourceType] }
    expect([FhirRecord.safeParse(record).error?.issues, isSound(record)]).toEqual([undefined, true])
    const one = fc.record({ path: fc.constantFrom(...paths(record)), to: fc.option(value, { nil: undefined }) })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 2 }), changes => {
        const wrong = changes.reduce<unknown>((held, { path, to }) => safely(held, path, to), record)
        expect(isSound(wrong)).toBe(FhirRecord.safeParse(wrong).success)
      }),
      { numRuns: 400 },
    )
  })

  test.each([undefined, null, 'Patient', [], {}, { resourceType: 'Basic' }, { resourceType: 7 }])('%j', one => {
    expect(isSound(one)).toBe(FhirRecord.safeParse(one).success)
  })
})

/** The second change may name a place that the first took away. */
function safely(held: unknown, path: readonly string[], to: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(changed(held, path, to)))
  } catch {
    return held
  }
}

test('a schema that says more than is known here is left to zod', () => {
  const even = z.object({ n: z.number().refine(n => n % 2 === 0) })
  const strict = z.strictObject({ a: z.string().max(2).optional() })
  const either = z.looseObject({ v: z.union([z.string(), z.number()]), t: z.string().trim().default('x') })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('n', 'a', 'v', 't'), leaf), one => {
      for (const schema of [even, strict, either]) expect(checkOf(schema)(one)).toBe(schema.safeParse(one).success)
    }),
  )
})
