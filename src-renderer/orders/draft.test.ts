import { describe, expect, it } from 'vitest'
import type { LesionId } from '../../src-shared/ids.ts'
import { contentOf, countFrom, doseFrom, emptyDraft } from './draft.ts'

const asked = { ...emptyDraft, reason: ' Growing ' }

describe('a new order', () => {
  it('is none without a reason, or without what its kind needs', () => {
    expect(contentOf('laboratory', { ...emptyDraft, tests: ['1742-6'] })).toBeUndefined()
    for (const kind of ['referral', 'laboratory', 'biopsy', 'phototherapy'] as const)
      expect(contentOf(kind, asked)).toBeUndefined()
  })
  it('leaves empty fields away', () => {
    expect(contentOf('referral', { ...asked, to: 'Surgery', question: 'Excise?' })).toEqual({
      kind: 'referral',
      place: 'in-person',
      to: 'Surgery',
      question: 'Excise?',
      urgency: 'routine',
      reason: 'Growing',
      images: [],
    })
    const lesionId = 'one' as LesionId
    expect(contentOf('biopsy', { ...asked, lesionId, question: 'What?', unpictured: 'broken' })).toMatchObject({
      unpictured: 'broken',
    })
  })
  it('keeps the digits of a dose', () => {
    expect(doseFrom('0,350')).toBe('0.350')
    expect(doseFrom('1e3')).toBeUndefined()
    const light = { ...asked, startDose: '300', sessions: '24' }
    expect(contentOf('phototherapy', light)).toMatchObject({ startDose: '300', sessions: 24, perWeek: 3 })
    expect(contentOf('phototherapy', { ...light, sessions: '101' })).toBeUndefined()
  })
  it('counts from one to the most', () => {
    expect([countFrom('0', 7), countFrom('7', 7), countFrom('8', 7)]).toEqual([undefined, 7, undefined])
  })
})
