import { expect, test } from 'vitest'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { type Draft, isSaid, needsOf } from './answer-draft.ts'

const draft: Draft = {
  outcome: 'ROUTINE_APPT',
  findings: '',
  impression: '',
  advice: '',
  procedure: false,
  links: [],
  education: [],
}
const closing = {
  ROUTINE_APPT: { allowed: false, needs: ['linked-appointment-or-order'] },
  DISCHARGE_WITH_ADVICE: { allowed: false, needs: ['signed-report', 'dermoscopic-set'] },
  TREAT_IN_PRIMARY_CARE: { allowed: true, needs: [] },
} as unknown as NonNullable<Consult['closing']>
const link = (kind: Draft['links'][number]['kind']) => ({ kind, recordId: crypto.randomUUID() as never })

test('what is linked is no longer needed, what is not stays', () => {
  expect(needsOf({ closing }, draft)).toEqual(['linked-appointment-or-order'])
  expect(needsOf({ closing }, { ...draft, links: [link('appointment')] })).toEqual([])
  expect(needsOf({ closing }, { ...draft, links: [link('follow-up')] })).toEqual(['linked-appointment-or-order'])
})

test('a report unlocks only what asked for it', () => {
  const chosen = { ...draft, outcome: 'DISCHARGE_WITH_ADVICE' as const, reportMarkId: crypto.randomUUID() }
  expect(needsOf({ closing }, chosen)).toEqual(['dermoscopic-set'])
})

test('a procedure asks for hands whatever the outcome', () => {
  const chosen = { ...draft, outcome: 'TREAT_IN_PRIMARY_CARE' as const }
  expect(needsOf({ closing }, chosen)).toEqual([])
  expect(needsOf({ closing }, { ...chosen, procedure: true })).toEqual(['linked-appointment-or-order'])
  expect(needsOf({ closing }, { ...chosen, procedure: true, links: [link('order')] })).toEqual([])
})

test('blanks say nothing', () => {
  expect(isSaid({ ...draft, advice: '  ' })).toBe(false)
  expect(isSaid({ ...draft, impression: 'x' })).toBe(true)
})
