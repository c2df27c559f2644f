import type { Urgency } from '../../src-shared/clinical/orders/clocks.ts'
import type { OrderKind } from '../../src-shared/clinical/orders/course.ts'
import type { OrderContent } from '../../src-shared/contract/orders.ts'
import type { BlobId, LesionId } from '../../src-shared/ids.ts'

type Of<Kind extends OrderKind> = Extract<OrderContent, { kind: Kind }>

/** What is typed for a new order; each kind takes what it needs. */
export interface OrderDraft {
  readonly urgency: Urgency
  readonly reason: string
  readonly icd10: string | undefined
  readonly place: Of<'referral'>['place']
  readonly to: string
  readonly question: string
  readonly images: readonly BlobId[]
  readonly pairMarkId: string | undefined
  readonly coverage: string
  readonly lesionId: LesionId | undefined
  readonly technique: Of<'biopsy'>['technique']
  readonly unpictured: string
  readonly tests: readonly string[]
  readonly light: Of<'phototherapy'>['light']
  readonly startDose: string
  readonly doseUnit: Of<'phototherapy'>['doseUnit']
  readonly sessions: string
  readonly perWeek: string
}

export const emptyDraft: OrderDraft = {
  urgency: 'routine',
  reason: '',
  icd10: undefined,
  place: 'in-person',
  to: '',
  question: '',
  images: [],
  pairMarkId: undefined,
  coverage: '',
  lesionId: undefined,
  technique: 'punch',
  unpictured: '',
  tests: [],
  light: 'narrow-band-uvb',
  startDose: '',
  doseUnit: 'mJ/cm2',
  sessions: '',
  perWeek: '3',
}

/** An order as it is typed, for a draft that is written anew. */
export function draftFrom(content: OrderContent): OrderDraft {
  const { kind: _, ...typed } = content
  const counts = 'sessions' in typed ? { sessions: `${typed.sessions}`, perWeek: `${typed.perWeek}` } : {}
  return { ...emptyDraft, ...(typed as Partial<OrderDraft>), ...counts }
}

const said = <Name extends string>(name: Name, text: string | undefined) =>
  (text === undefined || text.trim() === '' ? {} : { [name]: text.trim() }) as { readonly [Key in Name]?: string }

/** A dose as it was typed, a comma as a point; its digits stay. Undefined for anything but a decimal number. */
export function doseFrom(typed: string): string | undefined {
  const text = typed.trim().replace(',', '.')
  return /^(0|[1-9]\d{0,5})(\.\d{1,4})?$/.test(text) ? text : undefined
}

/** A whole number from 1 to `most`. */
export function countFrom(typed: string, most: number): number | undefined {
  const count = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0
  return count >= 1 && count <= most ? count : undefined
}

type Asked = Pick<OrderContent, 'urgency' | 'reason' | 'icd10'>

function referralOf(draft: OrderDraft, asked: Asked): Of<'referral'> | undefined {
  const [to, question] = [draft.to.trim(), draft.question.trim()]
  if (to === '' || question === '') return undefined
  const extra = { ...said('coverage', draft.coverage), ...said('pairMarkId', draft.pairMarkId) }
  return { kind: 'referral', place: draft.place, to, question, ...asked, images: [...draft.images], ...extra }
}

function biopsyOf(draft: OrderDraft, asked: Asked): Of<'biopsy'> | undefined {
  const { lesionId, technique, images } = draft
  const question = draft.question.trim()
  if (lesionId === undefined || question === '') return undefined
  const extra = said('unpictured', draft.unpictured)
  return { kind: 'biopsy', lesionId, technique, question, ...asked, images: [...images], ...extra }
}

function lightOf(draft: OrderDraft, asked: Asked): Of<'phototherapy'> | undefined {
  const { light, doseUnit } = draft
  const startDose = doseFrom(draft.startDose)
  const [sessions, perWeek] = [countFrom(draft.sessions, 100), countFrom(draft.perWeek, 7)]
  if (startDose === undefined || sessions === undefined || perWeek === undefined) return undefined
  return { kind: 'phototherapy', light, startDose, doseUnit, sessions, perWeek, ...asked }
}

/** The order that is meant; undefined while something is missing. */
export function contentOf(kind: OrderKind, draft: OrderDraft): OrderContent | undefined {
  const { urgency, icd10, tests } = draft
  const reason = draft.reason.trim()
  if (reason === '') return undefined
  const asked: Asked = { urgency, reason, ...said('icd10', icd10) }
  if (kind === 'referral') return referralOf(draft, asked)
  if (kind === 'biopsy') return biopsyOf(draft, asked)
  if (kind === 'phototherapy') return lightOf(draft, asked)
  return tests.length === 0 ? undefined : { kind, tests: [...tests], ...asked }
}

/** A unit of light as it is printed: `mJ/cm²`. */
export const doseUnitText = (unit: OrderDraft['doseUnit']): string => unit.replace('cm2', 'cm²')
