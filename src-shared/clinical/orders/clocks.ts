import { isLoop, type OrderKind, type OrderState } from './course.ts'

export const urgencies = ['emergency', 'urgent', 'soon', 'routine'] as const
export type Urgency = (typeof urgencies)[number]

/** Where every number below comes from: nothing but clinic policy, to be confirmed by a clinic before it relies on them. */
const orderPolicy = {
  id: 'orders',
  source: 'clinic policy; no external standard covers all urgencies',
  edition: '2026-11',
  effectiveFrom: '2026-11-01',
  effectiveTo: undefined,
  owner: 'clinic policy',
  confirm: true,
} as const

type PolicyRow = Omit<typeof orderPolicy, 'id'>

export interface ReferralClock extends PolicyRow {
  readonly id: string
  readonly urgency: Urgency
  /** From sending until somebody has accepted it. */
  readonly acceptHours: number
  /** From sending until the patient was seen. */
  readonly seenDays: number
  /** From seeing the patient until the report is back. */
  readonly reportDays: number
}

type Times = Pick<ReferralClock, 'acceptHours' | 'seenDays' | 'reportDays'>
const clock = (urgency: Urgency, times: Times): ReferralClock => ({
  ...orderPolicy,
  id: `orders.referral.${urgency}`,
  urgency,
  ...times,
})

/** When a referral is overdue, by urgency. */
export const referralClocks: Readonly<Record<Urgency, ReferralClock>> = {
  emergency: clock('emergency', { acceptHours: 2, seenDays: 1, reportDays: 2 }),
  urgent: clock('urgent', { acceptHours: 48, seenDays: 14, reportDays: 7 }),
  soon: clock('soon', { acceptHours: 120, seenDays: 42, reportDays: 14 }),
  routine: clock('routine', { acceptHours: 240, seenDays: 126, reportDays: 21 }),
}

/** An open specimen loop is red beyond so many days. */
export const loopPolicy = { ...orderPolicy, id: 'orders.loop', redAfterDays: 14 } as const

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

export interface Standing {
  readonly kind: OrderKind
  readonly state: OrderState
  readonly urgency: Urgency
  readonly sentAt?: string | undefined
  readonly seenAt?: string | undefined
  readonly refusedAt?: string | undefined
}

/** By when a referral must have gone its next step, ISO 8601; undefined where no clock runs. A refusal wants somebody at once. */
export function dueOf({ kind, state, urgency, sentAt, seenAt, refusedAt }: Standing): string | undefined {
  if (kind !== 'referral' || sentAt === undefined) return undefined
  const { acceptHours, seenDays, reportDays } = referralClocks[urgency]
  if (state === 'sent') return later(sentAt, acceptHours * hourMs)
  if (state === 'accepted' || state === 'scheduled') return later(sentAt, seenDays * dayMs)
  if (state === 'seen') return later(seenAt ?? sentAt, reportDays * dayMs)
  return state === 'refused' ? (refusedAt ?? sentAt) : undefined
}

const open: readonly OrderState[] = ['sent', 'collected', 'resulted', 'signed', 'told', 'planned']

/** Age in whole days of an open loop since its specimen was taken, before that since it was ordered; undefined for anything else. */
export function loopDaysOf(loop: { kind: OrderKind; state: OrderState; since: string | undefined }, now: string) {
  if (!isLoop(loop.kind) || !open.includes(loop.state) || loop.since === undefined) return undefined
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(loop.since)) / dayMs))
}

/** True for a loop that has been open longer than the policy allows. */
export const isRed = (loopDays: number | undefined): boolean => (loopDays ?? 0) > loopPolicy.redAfterDays
