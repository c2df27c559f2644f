import { useState } from 'react'
import type { Answered, Consult } from '../../src-shared/contract/consults.ts'

/** An answer as it is being written. */
export type Draft = Omit<Answered, 'images'>
type Need = NonNullable<NonNullable<Consult['closing']>[Answered['outcome']]>['needs'][number]

const blank: Draft = {
  outcome: 'ROUTINE_APPT',
  findings: '',
  impression: '',
  advice: '',
  procedure: false,
  links: [],
  education: [],
}

export function useAnswerDraft() {
  const [draft, setDraft] = useState(blank)
  return { draft, set: (part: Partial<Draft>) => setDraft(known => ({ ...known, ...part })) }
}

/** True where at least one of the fields says something. */
export const isSaid = ({ findings, impression, advice }: Draft): boolean =>
  [findings, impression, advice].some(text => text.trim() !== '')

const linkNeeds: Readonly<Record<string, readonly string[]>> = {
  'linked-appointment-or-order': ['appointment', 'order', 'referral'],
  'linked-order': ['order'],
  'linked-referral': ['referral'],
  'linked-follow-up': ['follow-up', 'appointment', 'order'],
  'linked-visit': ['visit', 'appointment'],
}

/**
 * What the chosen outcome still needs: what the engine said of it, less what has been added here since. The engine asks again when it is
 * signed; this is only so that nobody signs in vain.
 */
export function needsOf({ closing }: Pick<Consult, 'closing'>, draft: Draft): readonly Need[] {
  const kinds = draft.links.map(({ kind }) => kind as string)
  const asked = closing?.[draft.outcome]?.needs ?? []
  const hands: Need[] =
    draft.procedure && asked.length === 0 && !kinds.some(kind => ['appointment', 'order', 'referral'].includes(kind))
      ? ['linked-appointment-or-order']
      : []
  return [...asked, ...hands].filter(need => {
    if (need === 'signed-report') return draft.reportMarkId === undefined
    return !linkNeeds[need]?.some(kind => kinds.includes(kind))
  })
}
