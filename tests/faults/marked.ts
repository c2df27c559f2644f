/** `node tests/faults/marked.ts FOLDER` makes a vault of the whole house with a mark of every kind, for `golden.ts` to freeze. */
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { openCapture } from '../../src-main/capture/index.ts'
import { DeviceError } from '../../src-main/devices/index.ts'
import { forkDarkroom, openDarkroom } from '../../src-main/imaging/index.ts'
import type { Asking } from '../../src-main/kernel/door.ts'
import { openRecords } from '../../src-main/records/index.ts'
import { openReview } from '../../src-main/review/index.ts'
import { caller, face, openRig, password } from '../../src-main/vault/rig/open.ts'
import { reportItems, reportVersion } from '../../src-shared/clinical/dermoscopy/report.ts'
import { dermoscopyVersion, keptOf, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import { datesOf } from '../../src-shared/clinical/monitoring-windows.ts'
import type { MarkBody } from '../../src-shared/contract/marks.ts'
import type { BlobId, CaseId, LesionId, PatientId } from '../../src-shared/ids.ts'

const thread = new URL('../../src-main/vault-thread.ts', import.meta.url)
const darkroomEntry = fileURLToPath(new URL('../../src-main/imaging/darkroom-process.ts', import.meta.url))
const asking: Asking = { who: () => caller, about: () => undefined }
const siteCode = '36141000'
const dermoscopic = 'contact-polarized'

/** The rooms that marks need, over a vault with every store of the house; a vault that is there is opened. */
export async function openRooms(folder: string, now: () => Date) {
  const vault = openRig(folder, { thread, now })
  if (vault.state() === 'absent') await vault.create(face, password)
  else await vault.unlock(face.userId, password)
  const records = openRecords({ vault, now })
  const darkroom = openDarkroom({ start: () => forkDarkroom(darkroomEntry), log: () => undefined })
  const devices = { openImages: () => Promise.reject(new DeviceError('devices.notKnown', 'open')) }
  const capture = openCapture({ vault, records, darkroom, devices, now, log: () => undefined })
  const surveyor = { run: () => Promise.reject(new Error('nothing is measured here')) }
  const review = openReview({ vault, records, capture, surveyor, now })
  return {
    asking,
    vault,
    records: records.service,
    capture,
    review: review.service,
    close: async () => {
      capture.close()
      darkroom.close()
      await vault.close()
    },
  }
}

type Rooms = Awaited<ReturnType<typeof openRooms>>

const ring: [number, number][] = [
  [100, 100],
  [300, 120],
  [200, 260],
]
const scale = { umPerPx: 18.5, relativeUncertainty: 0.02, source: 'ruler' } as const
const maker = { name: 'golden', version: '1' }

function scoreBody(): MarkBody {
  const context = { siteCode, dermoscopic }
  const answers = { 'network.atypical': true, 'asymmetry.pattern': true, veil: false }
  const ticks = Object.entries(answers).map(([criterion, value]) => ({
    criterion,
    value,
    regions: value ? [ring] : [],
  }))
  return { kind: 'score', version: dermoscopyVersion, ticks, context, results: keptOf(outcomesOf(answers, context)) }
}

/** Marks that lie on a picture. */
const drawn = (priorBlobId: BlobId, lesionId: LesionId): readonly MarkBody[] => [
  {
    kind: 'measurement',
    tool: 'length',
    points: ring.slice(0, 2),
    label: 'Längste Achse',
    scale,
    figures: { length: { value: 3.71, unit: 'mm', uncertainty: 0.08 } },
  },
  { kind: 'scale', scale, line: [ring[0] ?? [0, 0], ring[1] ?? [0, 0]], lengthMm: 10, suggestedBy: maker },
  {
    kind: 'outline',
    rings: [ring],
    origin: 'model',
    suggestedBy: maker,
    edited: true,
    scale,
    figures: { area: { value: 3.1, unit: 'mm2', uncertainty: 0.1 } },
  },
  {
    kind: 'registration',
    movingBlobId: priorBlobId,
    engine: maker,
    similarity: [1, 0, 2.5, 0, 1, -3],
    inliers: 40,
    residualPx: 1.25,
    residualMm: 0.023,
    decision: 'rejected',
    reason: 'Haare über der Läsion',
  },
  { kind: 'ring', priorBlobId, centre: [200, 150], radiusPx: 20, decision: 'accepted', lesionId },
]

/** Marks of a lesion, with no place on a picture. */
const decided = (baselineBlobId: BlobId): readonly MarkBody[] => [
  {
    kind: 'severity',
    instrument: 'ihs4',
    version: 'cutis-ihs4/1',
    inputs: { nodules: 5, abscesses: 1, tunnels: 1 },
    total: '11',
    band: 'severe',
  },
  { kind: 'monitoring', plan: 'short-term', baselineBlobId, ...datesOf('short-term', '2026-11-24'), note: 'Rücken' },
  { kind: 'confirmation', how: 'histopathology', label: 'Benign', on: '2026-11-20', specimen: 'H 26/1' },
]

async function pictured(rooms: Rooms, caseId: CaseId, lesionId: LesionId): Promise<BlobId> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 20 }
  const picture = sharp({ create: { width: 400, height: 300, channels: 3, background: '#c98', noise } })
  const bytes = new Uint8Array(await picture.jpeg({ quality: 40 }).toBuffer())
  const { uploadId } = await rooms.capture.upload(caller, bytes)
  const device = { label: 'Handheld', source: 'camera', dermoscopic } as const
  const about = { caseId, lesionId, siteCode, view: 'dermoscopic', takenAt: '2026-11-24T10:00:00+01:00', device }
  const { blobId } = await rooms.capture.service.keep({ ...about, uploadId }, asking)
  // Its smaller pictures are made before the vault closes, or the vault would hold an unfinished one.
  await rooms.capture.bytesOf(blobId, 'thumb')
  return blobId as BlobId
}

async function admitted({ records }: Rooms) {
  const { patientId } = await records.addPatient({ family: 'Gölden', given: 'Ada', sex: 'female' }, asking)
  const id = { patientId: patientId as PatientId }
  const { caseId } = await records.openCase({ ...id, presentation: 'single-lesion', reason: 'Kontrolle' }, asking)
  const { lesionId } = await records.addLesion({ ...id, label: 'L1', siteCode }, asking)
  return { ...id, caseId: caseId as CaseId, lesionId: lesionId as LesionId }
}

/** Everything that the review room keeps: a mark of every kind, one that was changed, one that was taken out, a calibration. */
export async function markEverything(rooms: Rooms): Promise<void> {
  const { review } = rooms
  const where = await admitted(rooms)
  const [priorBlobId, blobId] = [
    await pictured(rooms, where.caseId, where.lesionId),
    await pictured(rooms, where.caseId, where.lesionId),
  ]
  const put = (body: MarkBody, more: { blobId?: BlobId; replaces?: string } = { blobId }) =>
    review.put({ markId: randomUUID(), ...where, ...more, body }, asking)
  const [length, ...others] = drawn(priorBlobId, where.lesionId)
  if (length?.kind !== 'measurement') throw new Error('the first mark is a length')
  const first = await put(length)
  await put({ ...length, label: 'geändert' }, { blobId, replaces: first.markId })
  const wrong = await put({ ...length, label: 'falsch' })
  await review.voidMark({ markId: wrong.markId, reason: 'wrong lesion' }, asking)
  for (const body of others) await put(body)
  for (const body of decided(priorBlobId)) await put(body, {})
  const { markId: scoreMarkId } = await put(scoreBody())
  const items = Object.fromEntries(reportItems.map(({ id, label }) => [id, `about ${label}`]))
  const report: MarkBody = {
    kind: 'report',
    version: reportVersion,
    terminology: 'both',
    items,
    images: [blobId],
    scoreMarkId,
  }
  await review.sign({ markId: randomUUID(), ...where, blobId, body: report }, asking)
  const device = { calibrationId: randomUUID(), deviceLabel: 'Handheld', setting: dermoscopic, longPx: 400 }
  await review.addCalibration({ ...device, umPerPx: 18.5, relativeUncertainty: 0.02, method: 'ruler' }, asking)
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Error('marked.ts FOLDER')
  const rooms = await openRooms(folder, () => new Date('2026-11-24T09:00:00Z'))
  await markEverything(rooms)
  await rooms.close()
  process.stdout.write(`${face.userId} ${password}\n`)
}
