import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { roles } from '../../roles.ts'
import { TriageCase, type TriageInput } from './case.ts'
import { closingOf, outcomeRows } from './closing.ts'
import { linkKinds, outcomeCodes, suitabilities } from './codes.ts'
import { triageClasses } from './facts.ts'
import { Closing, type ClosingCase } from './outcomes.ts'
import { policyOf } from './policy.ts'
import { suitabilityRows } from './suitability.ts'
import { triageOf } from './triage.ts'

const suits = (input: TriageInput, overrides = {}) => triageOf(TriageCase.parse(input), policyOf(overrides)).suitability
const reasonsOf = (input: TriageInput) => suits(input).reasons.map(({ id }) => id)
const suspect = { lesions: [{ facts: ['suspected-bcc' as const] }] }
const four = Array.from({ length: 4 }, () => ({ facts: [] }))
const nail = (facts: 'dermoscopy-impossible'[]) => ({ lesions: [{ place: 'nail' as const, facts }] })

describe('Suitability', () => {
  const edges: readonly (readonly [row: string, holds: TriageInput, not: TriageInput])[] = [
    ['S1', { facts: ['scalded-skin-pattern'] }, { facts: ['generalised-pustules'] }],
    ['S2', suspect, { lesions: [{ facts: ['pigmented'] }] }],
    ['S3', { plan: ['biopsy'] }, { plan: ['excision'] }],
    ['S3', { facts: ['needs-dermoscopy'] }, {}],
    ['S4', { ...suspect, ageYears: 15 }, { ...suspect, ageYears: 16 }],
    ['S4', { ...suspect, ageMonths: 191 }, { ...suspect, ageMonths: 192 }],
    ['S4', { ...suspect, ageYears: 15 }, { conditions: ['acne'], ageYears: 15 }],
    ['S5', { facts: ['lacks-capacity'] }, {}],
    [
      'S6',
      { facts: ['full-skin-check-needed'], lesions: four },
      { facts: ['full-skin-check-needed'], lesions: four.slice(1) },
    ],
    ['S7', { facts: ['site-cannot-be-imaged'] }, {}],
    ['S8', nail(['dermoscopy-impossible']), nail([])],
    ['S9', { plan: ['cryotherapy'] }, { plan: [] }],
    ['S10', { conditions: ['warts'] }, { conditions: ['tinea'] }],
    ['S0', { conditions: ['eczema'] }, { conditions: ['warts'] }],
  ]
  test.each(edges.map(([row, yes, no], at) => ({ name: `${row} (${at})`, row, yes, no })))(
    '$name',
    ({ row, yes, no }) => {
      expect(reasonsOf(yes)).toContain(row)
      expect(reasonsOf(no)).not.toContain(row)
    },
  )

  it('tries every row, and gives the most restrictive of several', () => {
    const tried = new Set(edges.map(([row]) => row))
    expect(suitabilityRows.map(({ id }) => id).filter(id => !tried.has(id))).toEqual([])
    const both = suits({ ...suspect, plan: ['injection'] })
    expect([both.code, ...both.reasons.map(({ id }) => id)]).toEqual(['NOT_TELE', 'S2', 'S9'])
  })

  it('says EMERGENCY from the same-day class on where a clinic wants that', () => {
    expect(suits({ facts: ['generalised-pustules'] }, { emergencyFrom: 'E1' }).code).toBe('EMERGENCY')
  })
})

const base: ClosingCase = {
  outcome: 'DISCHARGE_WITH_ADVICE',
  class: 'P4',
  suitability: 'TELE_OK',
  excluded: false,
  procedure: false,
  role: 'dermatologist',
  dermoscopic: [],
  reportSigned: false,
  links: [],
}
const needs = (change: Partial<ClosingCase>) => closingOf({ ...base, ...change }).needs

describe('Closing', () => {
  it('closes what may be answered from afar', () => expect(closingOf(base)).toEqual({ allowed: true, needs: [] }))

  it('closes a suspicious lesion on its dermoscopic set only, by a dermatologist, with a signed report', () => {
    const lesion = { class: 'P2', suitability: 'NOT_TELE' } as const
    const whole = { ...lesion, dermoscopic: ['this-workstation'], reportSigned: true } as const
    expect(closingOf({ ...base, ...whole, dermoscopic: ['this-workstation'] })).toEqual({
      allowed: true,
      needs: [],
      closesAs: 'benign-by-teledermoscopy',
    })
    expect(needs({ ...lesion, role: 'general-practitioner' })).toEqual([
      'dermoscopic-set',
      'dermatologist',
      'signed-report',
    ])
    expect(needs({ ...lesion, reportSigned: true, dermoscopic: ['patient', 'unknown'] })).toEqual(['dermoscopic-set'])
    expect(needs({ ...lesion, reportSigned: true, dermoscopic: ['teledermoscopy-site', 'patient'] })).toEqual([])
    expect(needs({ ...lesion, reportSigned: true, dermoscopic: ['this-workstation'], excluded: true })).toEqual([
      'in-person',
    ])
    expect(needs({ ...lesion, outcome: 'TREAT_IN_PRIMARY_CARE', dermoscopic: ['this-workstation'] })).toEqual([
      'signed-report',
    ])
  })

  it('asks for hands where the plan or the outcome needs them', () => {
    expect(needs({ procedure: true })).toEqual(['linked-appointment-or-order'])
    expect(needs({ suitability: 'DX_TELE_TX_OFFLINE' })).toEqual(['linked-appointment-or-order'])
    expect(needs({ suitability: 'DX_TELE_TX_OFFLINE', links: ['order'] })).toEqual([])
    expect(needs({ procedure: true, outcome: 'VIDEO_VISIT', links: ['visit'] })).toEqual([
      'linked-appointment-or-order',
    ])
    const own = {
      URGENT_APPT: 'appointment',
      DIRECT_BIOPSY_URGENT: 'order',
      SDDI_3M: 'follow-up',
      VIDEO_VISIT: 'visit',
      REFER_OTHER: 'referral',
    } as const
    for (const [outcome, link] of Object.entries(own) as [keyof typeof own, ClosingCase['links'][number]][]) {
      expect(needs({ outcome })).toHaveLength(1)
      expect(needs({ outcome, links: [link] })).toEqual([])
    }
  })
})

describe('What never closes, and what is always so', () => {
  it('never closes by asking for pictures, nor a case on hold from afar, nor an emergency as something else', () => {
    expect(needs({ outcome: 'REPEAT_IMAGES' })).toEqual(['new-images'])
    expect(needs({ class: 'HOLD-RETAKE' })).toEqual(['complete-case'])
    expect(needs({ suitability: 'EMERGENCY', class: 'E0' })).toEqual(['emergency-outcome'])
    expect(needs({ suitability: 'EMERGENCY', class: 'E0', outcome: 'EMERGENCY' })).toEqual([])
  })

  it('is allowed exactly where nothing is missing; more evidence never takes a permission away', () => {
    const anyClosing = fc.record({
      outcome: fc.constantFrom(...outcomeCodes),
      class: fc.constantFrom(...triageClasses),
      suitability: fc.constantFrom(...suitabilities),
      excluded: fc.boolean(),
      procedure: fc.boolean(),
      role: fc.constantFrom(...roles),
      dermoscopic: fc.array(fc.constantFrom('this-workstation' as const, 'patient' as const), { maxLength: 2 }),
      reportSigned: fc.boolean(),
      links: fc.array(fc.constantFrom(...linkKinds), { maxLength: 2 }),
    })
    fc.assert(
      fc.property(anyClosing, fc.constantFrom(...linkKinds), (entered, link) => {
        const closing = closingOf(entered)
        expect(Closing.parse(closing)).toEqual(closing)
        expect(closing.allowed).toBe(closing.needs.length === 0)
        if (closing.allowed)
          expect(closingOf({ ...entered, links: [...entered.links, link], reportSigned: true }).allowed).toBe(true)
      }),
    )
    expect(outcomeRows.map(({ code }) => code)).toEqual([...outcomeCodes])
  })
})
