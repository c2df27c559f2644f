import { describe, expect, test } from 'vitest'
import { DocumentReference, lidOf } from '../fhir/index.ts'
import { documentReferenceOf, Prescription, ReactionReport, reactionFieldsOf } from './index.ts'

const head = {
  id: '0d9e7a34-5c1f-4e55-9b0a-3f6f2f1f7a10',
  edition: 2,
  status: 'final',
  language: 'en',
  created: '2026-03-09T14:05:00Z',
  paper: 'A4',
  clinic: { name: 'A clinic', address: [] },
  patient: { name: 'A Person', birthDate: '1987-02-28', sex: 'Female' },
}
const prescriber = { name: 'Dr. B', numbers: [{ label: 'NPI', value: '1' }] }
const prescription = {
  ...head,
  prescriber,
  drug: { name: 'Drug', strength: '1 mg', form: 'tablet', route: 'by mouth', controlled: false },
  directions: 'Take one.',
  quantity: { value: '1', unit: 'tablet' },
  refills: 0,
  substitution: true,
  written: '2026-03-09',
  signature: { by: prescriber, at: '2026-03-09T14:06:00Z', hash: 'ab'.repeat(32) },
}

describe('a prescription', () => {
  const draft = { ...prescription, status: 'draft', signature: undefined }
  const drug = { ...prescription.drug, controlled: true }
  test.each([
    ['signed and final', prescription, true],
    ['a draft without a signature', draft, true],
    ['a controlled drug as a draft', { ...draft, drug }, true],
    ['a controlled drug that is final', { ...prescription, drug }, false],
    ['final without a signature', { ...prescription, signature: undefined }, false],
    ['a draft with a signature', { ...prescription, status: 'draft' }, false],
    ['withdrawn, signed or not', { ...prescription, status: 'entered-in-error' }, true],
    ['of a prescriber without a number', { ...prescription, prescriber: { name: 'Dr. B', numbers: [] } }, false],
    ['of nothing', { ...prescription, quantity: { value: '0.0', unit: 'tablet' } }, false],
    ['of the least', { ...prescription, quantity: { value: '0.000001', unit: 'g' } }, true],
    ['of a signed quantity', { ...prescription, quantity: { value: '-1', unit: 'tablet' } }, false],
    ['with eleven refills', { ...prescription, refills: 11 }, true],
    ['with twelve refills', { ...prescription, refills: 12 }, false],
  ])('%s: %#', (_what, data, fits) => expect(Prescription.safeParse(data).success).toBe(fits))
})

const report = {
  ...head,
  patientCode: 'C-1',
  sex: 'Female',
  types: ['adverse event'],
  outcomes: ['death'],
  diedOn: '2026-03-08',
  reportedOn: '2026-03-09',
  description: 'What happened.',
  suspects: [{ name: 'Drug' }],
  reporter: prescriber,
  reporterIsProfessional: true,
  identityWithheld: false,
}

describe('a reaction report', () => {
  test.each([
    ['with a suspect', report, true],
    ['with neither suspect nor device', { ...report, suspects: [] }, false],
    ['with a device alone', { ...report, suspects: [], device: { brand: 'Lamp' } }, true],
    ['with three suspects', { ...report, suspects: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] }, false],
    ['with a day of death and no death', { ...report, outcomes: [] }, false],
  ])('%s', (_what, data, fits) => expect(ReactionReport.safeParse(data).success).toBe(fits))
  test('as fields holds every section and nobody’s name but the reporter’s', () => {
    const fields = reactionFieldsOf(ReactionReport.parse(report))
    expect(Object.keys(fields)).toEqual(['format', 'version', 'report', 'A', 'B', 'C', 'D', 'E', 'F', 'G'])
    expect(JSON.parse(JSON.stringify(fields))).toMatchObject({
      A: { patientCode: 'C-1', sex: 'Female' },
      B: { types: ['adverse event'], outcomes: ['death'], diedOn: '2026-03-08', description: 'What happened.' },
      D: { suspects: [{ name: 'Drug' }] },
      G: { reporter: { name: 'Dr. B' }, professional: true, identityWithheld: false },
    })
    expect(JSON.stringify(fields)).not.toContain('A Person')
  })
})

describe('a DocumentReference', () => {
  const paper = {
    template: 'prescription',
    title: 'Prescription',
    head: { id: head.id, status: 'final', language: 'en', created: head.created },
    subject: { reference: 'Patient/1' },
    author: [{ reference: 'Practitioner/1' }],
    attachment: { url: 'Binary/1', sizeBytes: 7, sha1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=' },
  } as const
  test('fits R4, carries the document’s id, its LOINC type, size and hash', () => {
    const made = DocumentReference.parse(documentReferenceOf(paper))
    expect(lidOf(made)).toBe(head.id)
    expect(made).toMatchObject({
      status: 'current',
      docStatus: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: '57833-6' }] },
      content: [
        { attachment: { contentType: 'application/pdf', size: 7, hash: paper.attachment.sha1, language: 'en' } },
      ],
    })
    expect(made.context).toBeUndefined()
  })
  test('knows its visit, what it was made of, who signed and what it replaces', () => {
    const more = {
      encounter: { reference: 'Encounter/1' },
      related: [{ reference: 'MedicationRequest/1' }],
      authenticator: { reference: 'Practitioner/1' },
      replaces: { reference: 'DocumentReference/0' },
    }
    expect(documentReferenceOf({ ...paper, ...more })).toMatchObject({
      authenticator: more.authenticator,
      relatesTo: [{ code: 'replaces', target: more.replaces }],
      context: { encounter: [more.encounter], related: more.related },
    })
  })
  test.each([
    ['draft', 'current', 'preliminary'],
    ['amended', 'current', 'amended'],
    ['entered-in-error', 'entered-in-error', 'entered-in-error'],
  ] as const)('of what is %s', (status, own, doc) =>
    expect(documentReferenceOf({ ...paper, head: { ...paper.head, status } })).toMatchObject({
      status: own,
      docStatus: doc,
    }),
  )
})
