import type { z } from 'zod'
import type { PortalEntry } from '../../src-shared/contract/portal.ts'
import type { QuestionnaireResponse } from '../../src-shared/fhir/index.ts'
import { answersOf, formIn } from '../../src-shared/portal/index.ts'
import { idIn, stampOf } from '../records/index.ts'

type Source = QuestionnaireResponse & { readonly source?: Parameters<typeof idIn>[1] }

/** A form of the portal, filled in by the patient; undefined for any other response, and for answers that do not fit their questions. */
export function entryIn(body: string): z.input<typeof PortalEntry> | undefined {
  const response = JSON.parse(body) as Source
  const form = formIn(response.questionnaire)
  const patientId = idIn('Patient', response.subject)
  const isOwn = patientId !== undefined && idIn('Patient', response.source) === patientId
  if (form === undefined || !isOwn || response.status !== 'completed' || response.id === undefined) return undefined
  const said = (response.item ?? []).flatMap(({ linkId, answer = [] }) => {
    const { valueInteger, valueBoolean, valueString } = (answer[0] ?? {}) as Readonly<Record<string, unknown>>
    const value = valueInteger ?? valueBoolean ?? valueString
    return value === undefined ? [] : [[linkId, value] as const]
  })
  const answers = answersOf(form, Object.fromEntries(said))
  const at = stampOf(response.authored)
  return answers && at ? { responseId: response.id, form, at, answers } : undefined
}
