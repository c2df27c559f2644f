import type { MarkBody, MarkOf } from '../../src-shared/contract/marks.ts'
import type { NewMark } from '../../src-shared/contract/review.ts'
import { Fault } from '../../src-shared/faults.ts'
import { idIn } from '../records/index.ts'
import type { Desk } from './desk.ts'

type Shot = NonNullable<Awaited<ReturnType<Desk['capture']['shot']>>>
type Points = readonly (readonly [number, number])[]

/** Every place of a mark that must lie on its picture. */
const placesOf = (body: MarkBody): Points => {
  if (body.kind === 'measurement') return body.points
  if (body.kind === 'outline') return body.rings.flat()
  if (body.kind === 'score') return body.ticks.flatMap(({ regions }) => regions.flat())
  if (body.kind === 'scale') return body.line ?? []
  return body.kind === 'ring' ? [body.centre] : []
}

/** A hand drawing along an edge may slip over it by this much, px. */
const slipPx = 1

const isOn = (points: Points, width: number, height: number): boolean =>
  points.every(([x, y]) => x >= -slipPx && y >= -slipPx && x <= width + slipPx && y <= height + slipPx)

const needPicture: ReadonlySet<MarkBody['kind']> = new Set([
  'measurement',
  'scale',
  'outline',
  'score',
  'registration',
  'ring',
])

/** A picture that something new may rest on. Faults records.unknown, capture.wrongPatient, review.imageVoided, review.imageDamaged. */
function soundOf(shot: Shot | undefined, patientId: string): Shot {
  if (shot === undefined) throw new Fault('records.unknown')
  if (shot.patientId !== patientId) throw new Fault('capture.wrongPatient')
  if (shot.state === 'voided') throw new Fault('review.imageVoided')
  if (shot.state === 'damaged') throw new Fault('review.imageDamaged')
  return shot
}

/** Site and light decide what may be scored, so they are the picture's own. Fault review.differs. */
function demandContext({ siteCode, dermoscopic }: MarkOf<'score'>['context'], shot: Shot): void {
  if (siteCode !== shot.siteCode || dermoscopic !== shot.device.dermoscopic) throw new Fault('review.differs')
}

/** Faults review.imageVoided, review.imageDamaged, review.outside, capture.wrongPatient, records.unknown. */
async function demandPicture({ capture }: Desk, { blobId, patientId, body }: NewMark): Promise<void> {
  if (blobId === undefined) {
    if (needPicture.has(body.kind)) throw new Fault('input.invalid')
    return
  }
  const shot = soundOf(await capture.shot(blobId), patientId)
  if (body.kind === 'score') demandContext(body.context, shot)
  if (!isOn(placesOf(body), shot.widthPx, shot.heightPx)) throw new Fault('review.outside')
}

/** The picture before, or the one laid over: named within the body. */
const otherOf = (body: MarkBody): string | undefined => {
  if (body.kind === 'registration') return body.movingBlobId
  if (body.kind === 'ring') return body.priorBlobId
  return body.kind === 'monitoring' ? body.baselineBlobId : undefined
}

/** What a body names besides the mark's own picture must be the same patient's, too. */
async function demandNamed({ capture }: Desk, { patientId, lesionId, body }: NewMark): Promise<void> {
  if (body.kind === 'ring' && body.lesionId !== undefined && body.lesionId !== lesionId)
    throw new Fault('input.invalid')
  const other = otherOf(body)
  if (other === undefined) return
  const shot = await capture.shot(other)
  if (shot === undefined) throw new Fault('records.unknown')
  if (shot.patientId !== patientId) throw new Fault('capture.wrongPatient')
}

/** A suggestion rests on an outline of the very picture; one replaced since did suggest it, one voided counts for nothing. Faults records.unknown, review.notCurrent. */
async function demandOutlines({ store }: Desk, { blobId, body }: NewMark): Promise<void> {
  if (body.kind !== 'score') return
  const named = new Set(body.ticks.flatMap(({ suggested }) => suggested?.outlineMarkId ?? []))
  for (const markId of named) {
    const outline = await store.mark(markId)
    if (outline?.kind !== 'outline' || outline.blobId !== blobId) throw new Fault('records.unknown')
    if (outline.state === 'voided') throw new Fault('review.notCurrent')
  }
}

/** A report shows pictures of its own patient that are sound, and rests on a score of that patient that still stands. */
async function demandReported({ capture, store }: Desk, { patientId, body }: NewMark): Promise<void> {
  if (body.kind !== 'report') return
  for (const blobId of body.images) soundOf(await capture.shot(blobId), patientId)
  if (body.scoreMarkId === undefined) return
  const score = await store.mark(body.scoreMarkId)
  if (score?.kind !== 'score' || score.patientId !== patientId) throw new Fault('records.unknown')
  if (score.state !== 'current') throw new Fault('review.notCurrent')
}

async function demandRecords({ records }: Desk, { patientId, caseId, lesionId }: NewMark): Promise<void> {
  if ((await records.read('Patient', patientId)) === undefined) throw new Fault('records.unknown')
  const owners = await Promise.all([
    caseId && records.read('Encounter', caseId).then(visit => idIn('Patient', visit?.subject)),
    lesionId && records.read('BodyStructure', lesionId).then(lesion => idIn('Patient', lesion?.patient)),
  ])
  for (const [index, asked] of [caseId, lesionId].entries()) {
    if (asked === undefined) continue
    if (owners[index] === undefined) throw new Fault('records.unknown')
    if (owners[index] !== patientId) throw new Fault('capture.wrongPatient')
  }
}

/** Refuses a mark that speaks of another patient, of no picture in the record, or of places outside it. */
export async function demandFit(desk: Desk, mark: NewMark): Promise<void> {
  await demandRecords(desk, mark)
  await demandPicture(desk, mark)
  await demandNamed(desk, mark)
  await demandOutlines(desk, mark)
  await demandReported(desk, mark)
}
