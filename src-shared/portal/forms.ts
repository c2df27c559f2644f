/** What a patient can fill in on the portal. Scales run from 0 (none) to 10 (the worst there is), as numerical rating scales do. */
export const portalForms = {
  'symptom-log': [
    { id: 'itch', kind: 'scale' },
    { id: 'sleep', kind: 'scale' },
    { id: 'pain', kind: 'scale' },
    { id: 'new-spots', kind: 'yes-no' },
    { id: 'words', kind: 'text' },
  ],
  'before-visit': [
    { id: 'worry', kind: 'text' },
    { id: 'since', kind: 'text' },
    { id: 'medicines', kind: 'text' },
    { id: 'allergies', kind: 'text' },
    { id: 'pregnant', kind: 'yes-no' },
  ],
} as const satisfies Readonly<Record<string, readonly PortalItem[]>>

interface PortalItem {
  readonly id: string
  readonly kind: 'scale' | 'yes-no' | 'text'
}

export type PortalForm = keyof typeof portalForms
export type PortalItemId = (typeof portalForms)[PortalForm][number]['id']
export type PortalAnswer = number | boolean | string

/** The longest text a patient may give to one question. */
export const longestAnswer = 2000

/** The canonical address of a form's questionnaire, as its answers name it. */
export const questionnaireOf = (form: PortalForm): string => `https://cutis.example/fhir/Questionnaire/${form}|1`

/** Which form a questionnaire's address is of; undefined for any other. */
export const formIn = (questionnaire: string | undefined): PortalForm | undefined =>
  (Object.keys(portalForms) as PortalForm[]).find(form => questionnaireOf(form) === questionnaire)

const fits = (kind: PortalItem['kind'], answer: unknown): answer is PortalAnswer => {
  if (kind === 'scale') return Number.isInteger(answer) && (answer as number) >= 0 && (answer as number) <= 10
  if (kind === 'yes-no') return typeof answer === 'boolean'
  return typeof answer === 'string' && answer.trim() !== '' && answer.length <= longestAnswer
}

/**
 * The answers to a form in its order; undefined where one does not fit its question, belongs to no question, or nothing was answered.
 */
export function answersOf(
  form: PortalForm,
  said: Readonly<Record<string, unknown>>,
): { readonly id: PortalItemId; readonly answer: PortalAnswer }[] | undefined {
  const items: readonly PortalItem[] = portalForms[form]
  const isKnown = (id: string) => items.some(item => item.id === id)
  if (!Object.keys(said).every(isKnown)) return undefined
  const answered = items.filter(({ id }) => Object.hasOwn(said, id))
  if (answered.length === 0 || !answered.every(({ id, kind }) => fits(kind, said[id]))) return undefined
  return answered.map(({ id }) => ({ id: id as PortalItemId, answer: said[id] as PortalAnswer }))
}
