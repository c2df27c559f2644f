import { describe, expect, it } from 'vitest'
import { Fault } from '../../src-shared/faults.ts'
import type { PrescriptionRecord } from './body.ts'
import { patientFactsOf } from './facts.ts'
import { capsules } from './rig/open.ts'

type View = Parameters<typeof patientFactsOf>[0]

const line = { recordId: 'r1', updatedAt: '2026-11-25T08:00:00Z', unsynced: false } as const
const empty = {
  problems: [],
  allergies: { state: 'not-asked', list: [] },
  medicines: [],
  results: [],
  facts: {},
} as unknown as View
const person = { birthDate: '1990-05-17', sex: 'female' } as const
const viewWith = (parts: object): View => ({ ...empty, ...parts }) as View
const factsOf = (parts: object, prescriptions: readonly PrescriptionRecord[] = []) =>
  patientFactsOf(viewWith(parts), person, prescriptions)

const medicine = (more: object) => ({ ...line, name: 'Ibuprofen 400 mg tablet', codes: [], status: 'active', ...more })
const result = (more: object) => ({ ...line, at: '2026-11-20T08:00:00Z', status: 'final', ...more })

describe('facts for the rules', () => {
  it('know nothing that the chart does not say', () => {
    expect(factsOf({})).toEqual({
      bornOn: '1990-05-17',
      sex: 'female',
      labs: [],
      medicines: [],
      allergies: [],
      conditions: [],
      phototherapy: [],
      programmes: [],
    })
  })

  it('need a date of birth', () => {
    expect(() => patientFactsOf(empty, { sex: 'male' }, [])).toThrow(new Fault('prescribing.noBirthDate'))
  })

  it('take medicines by code, else by words, else as the words are', () => {
    const medicines = [
      medicine({ since: '2026-03' }),
      medicine({ name: 'whatever', codes: [{ system: 'atc', code: 'D10BA01' }] }),
      medicine({ name: 'Grandmother’s tea' }),
    ]
    expect(factsOf({ medicines }).medicines).toEqual([
      { id: 'r1', substance: 'ibuprofen', startedOn: '2026-03-01' },
      { id: 'r1', substance: 'isotretinoin' },
      { id: 'r1', substance: 'Grandmother’s tea' },
    ])
  })

  it('leave out what was stopped on a day nobody knows, and end what was stopped on a day', () => {
    const medicines = [medicine({ status: 'stopped' }), medicine({ status: 'stopped', until: '2026-10-02' })]
    expect(factsOf({ medicines }).medicines).toEqual([{ id: 'r1', substance: 'ibuprofen', endedOn: '2026-10-02' }])
  })

  it('take allergies that hold, classes as classes', () => {
    const allergy = (more: object) => ({ ...line, codes: [], active: true, reactions: [], ...more })
    const list = [
      allergy({ substance: 'Penicillin' }),
      allergy({ substance: 'NSAID', codes: [{ system: 'class', code: 'nsaid' }], kind: 'intolerance' }),
      allergy({ substance: 'Doxycycline', active: false }),
    ]
    expect(factsOf({ allergies: { state: 'listed', list } }).allergies).toEqual([
      { id: 'r1', substance: 'penicillin' },
      { id: 'r1', substance: 'nsaid', intolerance: true },
    ])
  })
})

describe('facts with an arithmetic of their own', () => {
  it('take results of tests that rules know, with number, unit, limit and day', () => {
    const results = [
      { key: '1742-6', loinc: '1742-6', name: 'ALT', results: [result({ value: '41', unit: 'U/L', high: '40' })] },
      { key: '2106-3', loinc: '2106-3', name: 'hCG', results: [result({ coded: 'negative' })] },
      { key: 'text:x', name: 'x', results: [result({ value: '1' })] },
    ]
    expect(factsOf({ results }).labs).toEqual([
      { test: 'alt', on: '2026-11-20', value: '41', unit: 'U/L', upperLimit: '40' },
      { test: 'hcg', on: '2026-11-20', verdict: 'negative' },
    ])
  })

  it('take states from coded problems that are not over, and from what was asked', () => {
    const problem = (icd10: string, status: string) => ({ ...line, text: icd10, icd10, status })
    const problems = [problem('K50.90', 'active'), problem('I50.9', 'resolved')]
    const facts = {
      smoking: { answer: 'current' },
      pregnant: { answer: 'no' },
      breastfeeding: { answer: 'unknown' },
      weight: { value: '61.5', unit: 'kg', at: '2026-11-20T08:00:00Z' },
    }
    expect(factsOf({ problems, facts })).toMatchObject({
      conditions: ['inflammatory-bowel-disease', 'smoker'],
      pregnant: false,
      weight: { kg: '61.5', on: '2026-11-20' },
    })
    expect(factsOf({ facts }).breastfeeding).toBeUndefined()
    expect(factsOf({ facts: { weight: { ...facts.weight, unit: '[lb_av]' } } }).weight).toBeUndefined()
  })

  it('count a prescription of ours once, until two weeks after its supply', () => {
    const draft = capsules('isotretinoin', '20')
    const signed = { at: '2026-11-25T09:00:00Z' } as NonNullable<PrescriptionRecord['body']['signed']>
    const own = (status: PrescriptionRecord['status'], more: object = { signed }): PrescriptionRecord => ({
      prescriptionId: 'r1',
      patientId: 'p',
      status,
      body: { version: 1, draft, events: [], ...more },
    })
    const medicines = [medicine({ name: 'isotretinoin 20 mg capsule', source: 'prescription' })]
    expect(factsOf({ medicines }, [own('active')]).medicines).toEqual([
      {
        id: 'r1',
        substance: 'isotretinoin',
        route: 'oral',
        startedOn: '2026-11-25',
        endedOn: '2027-01-05',
        strengthMg: '20',
        dailyMg: '20',
      },
    ])
    expect(factsOf({}, [own('draft', {}), own('cancelled')]).medicines).toEqual([])
  })
})
