import type { z } from 'zod'
import type { Intake } from '../../src-shared/clinical/intake/history.ts'
import { closingOf } from '../../src-shared/clinical/triage/closing.ts'
import { outcomeCodes } from '../../src-shared/clinical/triage/codes.ts'
import type { OutcomeCode } from '../../src-shared/clinical/triage/outcomes.ts'
import type { Answered, Consult } from '../../src-shared/contract/consults.ts'
import type { Task } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { present } from '../records/index.ts'
import { standingOf } from './binding.ts'
import type { ConsultRecord } from './body.ts'
import { closingCaseOf } from './closing.ts'
import type { Desk } from './desk.ts'
import { intakeOf } from './intake.ts'
import { decide, lacking } from './rules.ts'
import { faceOf } from './task.ts'
import { threadOf } from './thread.ts'
import { rowOf } from './worklist.ts'

type View = z.input<typeof Consult>

const nothingYet = (outcome: OutcomeCode): Answered => ({
  outcome,
  findings: '',
  impression: '',
  advice: '',
  education: [],
  images: [],
  procedure: false,
  links: [],
})

/** What each outcome would still need as the case stands; only for who may answer. */
async function closingsOf(desk: Desk, record: ConsultRecord, by: Caller): Promise<View['closing']> {
  if (by.role !== 'dermatologist' || record.body.triage === undefined) return undefined
  const all = await Promise.all(
    outcomeCodes.map(async outcome => {
      const asked = await closingCaseOf(desk, record, { answer: nothingYet(outcome), role: by.role })
      return [outcome, closingOf(asked)] as const
    }),
  )
  return Object.fromEntries(all) as View['closing']
}

/** What the rules say: of a draft as it is written, because an emergency must not wait for the last field. */
const triageOf = async (desk: Desk, record: ConsultRecord, intake: Intake) =>
  record.state === 'draft' ? (await decide(desk, { record, intake, receivedAt: desk.at() })).triage : record.body.triage

const isWritable = ({ state }: ConsultRecord): boolean => state === 'draft' || state === 'retake'

/** The Task as it is held, with whether the clinic has it. */
async function heldTask(desk: Desk, { consultId }: ConsultRecord) {
  const held = await desk.store.consult(consultId)
  const task = held && (JSON.parse(held.body) as Task)
  const face = task && faceOf(task)
  if (!(task && face)) throw new Error('a consult that is none')
  return { task, face, unsynced: held.unsynced === 1 }
}

/** The answer with how its signature stands; by what it was bound stays here. */
async function answerOf(desk: Desk, record: ConsultRecord): Promise<View['answer']> {
  const { answer } = record.body
  if (answer === undefined) return undefined
  const { signed: _signed, byId: _byId, ...told } = answer
  return { ...told, ...present({ signature: standingOf(record, await desk.checker()) }) }
}

/** A consult whole, as the one who asks sees it. */
export async function viewOf(desk: Desk, record: ConsultRecord, by: Caller): Promise<View> {
  const { consultId, body } = record
  const [{ task, face, unsynced }, [patient], history, messages, closing] = await Promise.all([
    heldTask(desk, record),
    desk.records.facesOf([record.patientId]),
    desk.historyOf(consultId),
    threadOf(desk, by, consultId),
    closingsOf(desk, record, by),
  ])
  const intake = await intakeOf(desk, record, history)
  return {
    ...rowOf(task, face, { by, now: desk.at(), patient, unsynced }),
    ...present({
      triage: await triageOf(desk, record, intake),
      override: body.override,
      retake: body.retakes.at(-1),
      answer: await answerOf(desk, record),
      closing,
    }),
    images: record.images as View['images'],
    content: { ...body.content, history },
    events: body.events,
    messages,
    missing: isWritable(record) ? lacking(intake) : [],
  }
}
