import type { ConsultState } from '../../src-shared/contract/consults.ts'
import { consultStates } from '../../src-shared/contract/consults.ts'
import { type Extension, type Reference, type Task, withLid } from '../../src-shared/fhir/index.ts'
import { codeSystem, idIn, present, refTo, structure } from '../records/index.ts'
import { ConsultBody, type ConsultRecord, classOf } from './body.ts'

const bodyUrl = `${structure}/consult`
/** Until when a consult is kept for its owner. */
const claimUrl = `${structure}/consult-claimed-until`
export const stateSystem = `${codeSystem}/consult-state`
const classSystem = `${codeSystem}/triage-class`
const ruleSystem = `${codeSystem}/triage-rule`
const flagSystem = `${codeSystem}/triage-flag`

/** R4 task-status of each state. */
const statuses: Readonly<Record<ConsultState, Task['status']>> = {
  draft: 'draft',
  sent: 'requested',
  retake: 'on-hold',
  claimed: 'in-progress',
  answered: 'ready',
  acknowledged: 'completed',
  withdrawn: 'cancelled',
}

/** R4 request-priority of each class, for whoever knows no classes. */
const priorities: Readonly<Record<string, NonNullable<Task['priority']>>> = { E0: 'stat', E1: 'asap', P2: 'urgent' }

const coding = (system: string, code: string) => ({ system, code })

/** State, class, rules and flags as codings of the business status: what a list is made of, without opening the rest. */
const businessOf = ({ state, body }: ConsultRecord) => ({
  coding: [
    coding(stateSystem, state),
    coding(classSystem, classOf(body) ?? 'none'),
    ...(body.override ? [coding(`${codeSystem}/consult-flag`, 'overridden')] : []),
    ...(body.triage?.fired ?? []).map(({ id }) => coding(ruleSystem, id)),
    ...(body.triage?.flags ?? []).map(flag => coding(flagSystem, flag)),
  ],
})

const extension = (url: string, value: object): Extension => ({ url, ...value })

const input = (name: string, value: object) => ({
  type: { coding: [coding(`${codeSystem}/consult-input`, name)] },
  ...value,
})

const personRef = ({ userId, name }: { readonly userId: string; readonly name: string }): Reference => ({
  type: 'Practitioner',
  identifier: { system: 'urn:cutis:user', value: userId },
  display: name,
})

/** The times of a consult where FHIR has a place for them. */
const timesOf = ({ sentAt, dueAt, answer }: ConsultBody) =>
  present({
    executionPeriod: sentAt === undefined ? undefined : present({ start: sentAt, end: answer?.at }),
    restriction: dueAt === undefined ? undefined : { period: { end: dueAt } },
  })

const inputsOf = ({ presentation, site, images, body }: ConsultRecord) => [
  input('presentation', { valueCode: presentation }),
  input('site', { valueString: site || '–' }),
  input('organisation', { valueString: body.content.organisation || '–' }),
  ...images.map(blobId => input('image', { valueReference: refTo('Media', blobId) })),
]

const outputOf = (consultId: string) => [
  {
    type: { coding: [coding(`${codeSystem}/consult-output`, 'answer')] },
    valueReference: refTo('DiagnosticReport', consultId),
  },
]

/** A consult as Task (R4): its history is the QuestionnaireResponse of the same id, its answer a DiagnosticReport. */
export function taskOf(record: ConsultRecord, at: string): Task {
  const { consultId, patientId, caseId, state, question, referrer, body } = record
  const { claim, answer, events } = body
  const task: Task = {
    resourceType: 'Task',
    id: consultId,
    extension: [
      extension(bodyUrl, { valueString: JSON.stringify(body) }),
      ...(claim ? [extension(claimUrl, { valueDateTime: claim.until })] : []),
    ],
    status: statuses[state],
    businessStatus: businessOf(record),
    intent: 'order',
    priority: priorities[classOf(body) ?? ''] ?? 'routine',
    code: { coding: [{ ...coding(`${codeSystem}/task`, 'consult'), display: 'Teledermatology consult' }] },
    description: question || 'Consult',
    focus: refTo('QuestionnaireResponse', consultId),
    for: refTo('Patient', patientId),
    encounter: refTo('Encounter', caseId),
    authoredOn: events[0]?.at ?? at,
    lastModified: at,
    requester: personRef(referrer),
    ...(claim && { owner: personRef({ userId: claim.byId, name: claim.by }) }),
    ...timesOf(body),
    input: inputsOf(record),
    ...(answer && { output: outputOf(consultId) }),
  }
  return withLid(task, consultId)
}

interface Part {
  readonly type?: { readonly coding?: readonly { readonly code?: string }[] }
  readonly valueCode?: string
  readonly valueString?: string
  readonly valueReference?: Reference
}

const partsOf = (task: Task, name: string): readonly Part[] => {
  const parts = task['input']
  if (!Array.isArray(parts)) return []
  return (parts as Part[]).filter(part => part.type?.coding?.[0]?.code === name)
}

const businessCodes = (task: Task, system: string): string[] => {
  const concept = task['businessStatus'] as { coding?: { system?: string; code?: string }[] } | undefined
  return (concept?.coding ?? []).flatMap(one => (one.system === system && one.code ? [one.code] : []))
}

const isState = (text: string | undefined): text is ConsultState => consultStates.some(state => state === text)

/** The texts of a consult's inputs, by name. */
const textIn = (task: Task, name: string): string => {
  const [part] = partsOf(task, name)
  return part?.valueCode ?? part?.valueString ?? ''
}

const placeOf = (task: Task) => {
  const [patientId, caseId] = [idIn('Patient', task.for), idIn('Encounter', task.encounter)]
  return task.id && patientId && caseId ? { consultId: task.id, patientId, caseId } : undefined
}

const referrerIn = ({ requester }: Task) => ({
  name: requester?.display ?? '',
  userId: requester?.identifier?.value ?? '',
})

/** What a list shows of a consult: read from FHIR elements alone, so that a long list stays quick. Undefined where it is none. */
export function faceOf(task: Task) {
  const [[state], [kind], place] = [businessCodes(task, stateSystem), businessCodes(task, classSystem), placeOf(task)]
  if (!(isState(state) && place)) return undefined
  return {
    ...place,
    state,
    class: kind,
    overridden: businessCodes(task, `${codeSystem}/consult-flag`).includes('overridden'),
    rules: businessCodes(task, ruleSystem),
    flags: businessCodes(task, flagSystem),
    question: task.description ?? '',
    presentation: textIn(task, 'presentation'),
    site: textIn(task, 'site'),
    organisation: textIn(task, 'organisation'),
    images: partsOf(task, 'image').flatMap(({ valueReference }) => idIn('Media', valueReference) ?? []),
    referrer: referrerIn(task),
    sentAt: task.executionPeriod?.start,
    dueAt: task.restriction?.period?.end,
  }
}
export type ConsultFace = NonNullable<ReturnType<typeof faceOf>>

/** Who took a consult and until when, whether or not that is over. */
export function claimIn({ owner, extension = [] }: Task) {
  const found = extension.find(({ url }) => url === claimUrl) as { valueDateTime?: string } | undefined
  const byId = owner?.identifier?.value
  return found?.valueDateTime && byId ? { byId, by: owner?.display ?? '', until: found.valueDateTime } : undefined
}

/** A consult read back whole; undefined where the Task is none, or one of a later version that this Cutis cannot read. */
export function consultIn(task: Task): ConsultRecord | undefined {
  const face = faceOf(task)
  const found = task.extension?.find(({ url }) => url === bodyUrl) as { valueString?: unknown } | undefined
  const body = face && bodyIn(found?.valueString)
  if (!(face && body)) return undefined
  const { consultId, patientId, caseId, state, question, presentation, site, images, referrer } = face
  return { consultId, patientId, caseId, state, question, presentation, site, images, referrer, body }
}

/** It may have come from the clinic, so it is checked like anything from outside. */
function bodyIn(text: unknown): ConsultBody | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return ConsultBody.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
