import { IntakeHistory } from '../../src-shared/clinical/intake/history.ts'
import { type QuestionnaireResponse, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, personOf, refTo } from '../records/index.ts'

/** The questions whose answer is a list of things with parts of their own. */
const lists: ReadonlySet<string> = new Set(['sites', 'treatments', 'medicines', 'allergies'])
const codes = `${codeSystem}/intake-answer`

type Item = NonNullable<QuestionnaireResponse['item']>[number]
type Parts = Readonly<Record<string, unknown>>

const answerOf = (value: unknown) => {
  if (typeof value === 'boolean') return { valueBoolean: value }
  if (typeof value === 'number') return { valueInteger: value }
  return { valueString: String(value) }
}

const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value)

/** One question as items: a list of things is the question repeated, nothing of them the question without an answer. */
const itemsOf = (linkId: string, value: unknown): Item[] => {
  if (isParts(value)) return [{ linkId, item: itemsOfAll(value) } as Item]
  if (!Array.isArray(value)) return [{ linkId, answer: [answerOf(value)] }]
  if (value.length === 0) return [{ linkId, text: 'none' }]
  if (value.every(isParts)) return value.map(one => ({ linkId, item: itemsOfAll(one) }) as Item)
  // Several answers are codings, so that a single one of them stays a list when it is read back.
  return [{ linkId, answer: value.map(code => ({ valueCoding: { system: codes, code: String(code) } })) }]
}

const itemsOfAll = (parts: Parts): Item[] =>
  Object.entries(parts).flatMap(([linkId, value]) => (value === undefined ? [] : itemsOf(linkId, value)))

interface Made {
  readonly consultId: string
  readonly patientId: string
  readonly caseId: string
  readonly by: Caller
  readonly at: string
  readonly isDone: boolean
}

/** The structured history as QuestionnaireResponse (R4): one item a question, named as the intake tables name it. */
export function responseOf(history: IntakeHistory, made: Made): QuestionnaireResponse {
  const { consultId, patientId, caseId, by, at, isDone } = made
  const item = itemsOfAll(history)
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    id: consultId,
    questionnaire: 'https://cutis.example/fhir/Questionnaire/consult-intake',
    status: isDone ? 'completed' : 'in-progress',
    subject: refTo('Patient', patientId),
    encounter: refTo('Encounter', caseId),
    authored: at,
    author: personOf(by),
    // FHIR allows no empty list.
    ...(item.length > 0 && { item }),
  }
  return withLid(response, consultId)
}

const partsIn = (items: readonly Item[]): Parts => {
  const parts: Record<string, unknown> = {}
  for (const item of items) {
    const value = valueIn(item)
    if (!lists.has(item.linkId)) parts[item.linkId] = value
    else {
      const before = parts[item.linkId] as unknown[] | undefined
      parts[item.linkId] = isParts(value) ? [...(before ?? []), value] : (before ?? [])
    }
  }
  return parts
}

function valueIn(item: Item): unknown {
  const inner = item['item']
  if (Array.isArray(inner)) return partsIn(inner as Item[])
  const [first] = item.answer ?? []
  if (first === undefined) return []
  if (first.valueCoding) return (item.answer ?? []).flatMap(({ valueCoding }) => valueCoding?.code ?? [])
  return first.valueBoolean ?? first.valueInteger ?? first.valueString
}

/** The history read back. What is no question of ours, or no answer to it, is left out: the rest is still worth reading. */
export function historyIn(response: QuestionnaireResponse | undefined): IntakeHistory {
  const parts = partsIn(response?.item ?? [])
  const whole = IntakeHistory.safeParse(parts)
  if (whole.success) return whole.data
  const wrong = new Set(whole.error.issues.flatMap(issue => keysOf(issue)))
  return (
    IntakeHistory.safeParse(Object.fromEntries(Object.entries(parts).filter(([key]) => !wrong.has(key)))).data ?? {}
  )
}

const keysOf = (issue: { readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] }): string[] =>
  issue.path.length > 0 ? [String(issue.path[0])] : [...(issue.keys ?? [])]
