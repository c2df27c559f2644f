import type { z } from 'zod'
import { TriageClassCode } from '../../src-shared/clinical/triage/decision.ts'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import type { Task } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { type PatientFace, present } from '../records/index.ts'
import type { Desk } from './desk.ts'
import type { HeldConsult, Listing } from './store.ts'
import { type ConsultFace, claimIn, faceOf } from './task.ts'

type Row = z.input<typeof WorkRow>
export type Show = 'waiting' | 'mine' | 'answered' | 'closed'

/** At most so many thumbnails stand in a line. */
const mostShown = 4

/** Which consults a list is about, for the one who asks. */
const listingOf = (show: Show, by: Caller): Listing => {
  if (show === 'waiting') return { states: ['sent', 'claimed', 'retake'] }
  if (show === 'answered') return { states: ['answered'] }
  if (show === 'closed') return { states: ['acknowledged', 'withdrawn'] }
  if (by.role === 'dermatologist') return { states: ['claimed'], ownerId: by.userId }
  return { states: ['draft', 'sent', 'retake', 'claimed', 'answered'], requesterId: by.userId }
}

interface Beside {
  readonly by: Caller
  readonly now: string
  readonly patient: PatientFace | undefined
  readonly unsynced: boolean
}

const who = ({ family, given, birthDate, sex, mrn, photo }: PatientFace) =>
  present({ family, given, birthDate, sex, mrn, photo })

/** The claim that holds now, as the one who asks sees it. */
function liveClaim(task: Task, { by, now }: Beside): Row['claim'] {
  const claim = claimIn(task)
  return claim && claim.until > now ? { by: claim.by, mine: claim.byId === by.userId, until: claim.until } : undefined
}

/** A line, made of what the Task's FHIR elements say. */
export function rowOf(task: Task, face: ConsultFace, beside: Beside): Row {
  const { referrer, images, class: kind, ...said } = face
  const { patient, unsynced } = beside
  return present({
    ...said,
    class: TriageClassCode.safeParse(kind).data,
    images: images.slice(0, mostShown),
    imageCount: images.length,
    referrer: referrer.name,
    unsynced,
    patient: patient && who(patient),
    claim: liveClaim(task, beside),
  }) as Row
}

/** Lines of held consults; what cannot be read as one is left out. */
export async function rowsOf(desk: Desk, by: Caller, held: readonly HeldConsult[]): Promise<Row[]> {
  const faces = held.flatMap(row => {
    const task = JSON.parse(row.body) as Task
    const face = faceOf(task)
    return face ? [{ task, face, unsynced: row.unsynced === 1 }] : []
  })
  const patients = await desk.records.facesOf(faces.map(({ face }) => face.patientId))
  const known = new Map(patients.map(patient => [patient.patientId as string, patient]))
  const now = desk.at()
  return faces.map(({ task, face, unsynced }) =>
    rowOf(task, face, { by, now, patient: known.get(face.patientId), unsynced }),
  )
}

/** One page of a list, and how long the whole of it is. */
export async function worklist(desk: Desk, by: Caller, asked: { show: Show; from: number; limit: number }) {
  const listing = listingOf(asked.show, by)
  const [total, held] = await Promise.all([desk.store.count(listing), desk.store.list(listing, asked)])
  return { total, rows: await rowsOf(desk, by, held) }
}
