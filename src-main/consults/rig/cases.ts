import { randomUUID } from 'node:crypto'
import type { Answered, Consult, ConsultContent } from '../../../src-shared/contract/consults.ts'
import type { PatientId, RecordId } from '../../../src-shared/ids.ts'
import { lesionViews, type Rig } from './open.ts'

/** Everything that a consult of a lesion asks for. */
export const whole: ConsultContent = {
  history: {
    reason: 'diagnosis',
    question: 'Is this mole safe?',
    duration: { value: 3, unit: 'months' },
    sites: [{ code: '36141000', laterality: 'left' }],
    itch: false,
    pain: false,
    bleeding: false,
    oozing: false,
    discharge: false,
    changeSize: true,
    changeShape: false,
    changeColour: false,
    changeElevation: false,
    course: 'slowly-changing',
    treatments: [],
    medicines: [{ name: 'ramipril' }],
    allergies: [],
    immune: [],
    skinCancer: [],
    familyMelanoma: false,
    fitzpatrick: 'II',
  },
  findings: { facts: [], conditions: [], lesions: [] },
  organisation: 'Hill Street Practice',
  callback: '555 0100',
  consent: { consult: true, photography: true, method: 'spoken', on: '2026-11-24' },
  affected: [],
  unaffected: [],
  prescribing: false,
}

/** An answer that asks for nothing more. */
export const plain: Answered = {
  outcome: 'ROUTINE_APPT',
  findings: 'Regular network, even edge.',
  impression: 'Looks like an ordinary mole.',
  advice: 'Come back if it changes.',
  education: [],
  images: [],
  procedure: false,
  links: [],
}

/** A consult of a lesion with everything it needs, not sent yet. */
export async function draftedIn(rig: Rig, family: string, content: ConsultContent = whole) {
  const visit = await rig.visit(family)
  const lesionId = randomUUID()
  for (const view of lesionViews) rig.picture(visit, view, lesionId)
  const gp = rig.as(rig.people.gp)
  const { consultId } = await rig.service.begin({ caseId: visit.caseId as never }, gp)
  const consult = await rig.service.save({ consultId: consultId as RecordId, content }, gp)
  return { ...visit, lesionId, consultId: consultId as RecordId, consult: consult as Consult }
}

/** A consult that was sent. */
export async function sentIn(rig: Rig, family: string, content?: ConsultContent) {
  const made = await draftedIn(rig, family, content)
  const consult = await rig.service.send({ consultId: made.consultId }, rig.as(rig.people.gp))
  return { ...made, consult: consult as Consult }
}

/** A consult that the dermatologist answered, with its answer as it was given. */
export async function answeredIn(rig: Rig, family: string, answer: Answered = plain) {
  const { consultId, ...more } = await sentIn(rig, family)
  const derm = rig.as(rig.people.derm)
  await rig.service.claim({ consultId }, derm)
  const about = { patientId: more.patientId as PatientId, text: 'Routine appointment' }
  const { taskId } = await rig.records.service.addTask(about, derm)
  const links = [{ kind: 'appointment' as const, recordId: taskId as RecordId }]
  const consult = await rig.service.answer({ consultId, answer: { ...answer, links } }, derm)
  return { ...more, consultId, consult: consult as Consult }
}
