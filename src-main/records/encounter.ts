import type { z } from 'zod'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { CaseRow } from '../../src-shared/contract/records.ts'
import { type Encounter, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeIn, codeSystem, idIn, personOf, refTo, stampOf, wordsFor } from './coded.ts'
import { present } from './present.ts'

export type Case = z.input<typeof CaseRow>

export interface NewCase {
  readonly patientId: string
  readonly presentation: string
  readonly reason: string
}

const presentations = `${codeSystem}/presentation`

/** Words for a presentation; the code itself where it is not of the table. */
export const presentationName = (code: string): string =>
  Object.hasOwn(checklists, code) ? checklists[code as keyof typeof checklists].label : code

/** A new Encounter (R4), class AMB of v3-ActCode, begun `at`; the presentation is its type. */
export const newEncounter = (id: string, fresh: NewCase, made: { by: Caller; at: string }): Encounter => {
  const { patientId, presentation, reason } = fresh
  const type = { system: presentations, code: presentation, display: presentationName(presentation) }
  const encounter: Encounter = {
    resourceType: 'Encounter',
    id,
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [{ coding: [type] }],
    subject: refTo('Patient', patientId),
    participant: [{ individual: personOf(made.by) }],
    period: { start: made.at },
    ...(reason && { reasonCode: [{ text: reason }] }),
  }
  return withLid(encounter, id)
}

const statuses: Readonly<Record<Encounter['status'], Case['status']>> = {
  planned: 'planned',
  arrived: 'in-progress',
  triaged: 'in-progress',
  'in-progress': 'in-progress',
  onleave: 'in-progress',
  finished: 'finished',
  cancelled: 'cancelled',
  'entered-in-error': 'cancelled',
  unknown: 'in-progress',
}

const presentationOf = ({ type = [] }: Encounter): string =>
  type.map(concept => codeIn(presentations, concept)).find(code => code !== undefined) ?? wordsFor(type[0]) ?? ''

const clinicianOf = ({ participant = [] }: Encounter): string | undefined =>
  participant.find(({ individual }) => individual?.display)?.individual?.display

/** A visit as a list shows it. `otherwise` (ISO 8601) stands in where the resource names no beginning. */
export const caseOf = (encounter: Encounter, { images, otherwise }: { images: number; otherwise: string }): Case =>
  present({
    caseId: encounter.id ?? '',
    patientId: idIn('Patient', encounter.subject) ?? '',
    startedAt: stampOf(encounter.period?.start) ?? otherwise,
    status: statuses[encounter.status],
    presentation: presentationOf(encounter),
    reason: wordsFor(encounter.reasonCode?.[0]) ?? '',
    imageCount: images,
    clinician: clinicianOf(encounter),
  })

/** The elements that end a visit; the rest of its period stays. */
export const finished = (encounter: Encounter, at: string): Pick<Encounter, 'status' | 'period'> => ({
  status: 'finished',
  period: { ...encounter.period, end: at },
})
