import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MarkBody } from '../../src-shared/contract/marks.ts'
import { Calibration, Due, Mark } from '../../src-shared/contract/review.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { goldenFolder } from './golden.ts'
import { openRooms } from './marked.ts'

/** Kinds of marks there were when the vault was frozen. */
const kinds = [
  'confirmation',
  'measurement',
  'monitoring',
  'outline',
  'registration',
  'report',
  'ring',
  'scale',
  'score',
  'severity',
]

let rooms: Awaited<ReturnType<typeof openRooms>>
let patientId: PatientId
let marks: Mark[]
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-golden-marks-'))
  cpSync(join(goldenFolder, '0005-marks'), folder, { recursive: true })
  rooms = await openRooms(folder, () => new Date('2027-03-01T09:00:00Z'))
  const [patient] = await rooms.records.findPatients({ text: 'Gölden', limit: 2 }, rooms.asking)
  patientId = patient?.patientId as PatientId
  // As the door hands them out: what no longer fits the contract would be a bug there.
  marks = Mark.array().parse(await rooms.review.marks({ patientId, history: true }, rooms.asking))
})
afterAll(() => rooms.close())

const current = (kind: string) => marks.filter(({ state, body }) => state === 'current' && body.kind === kind)

it('reads a mark of every kind that there was', () => {
  expect([...new Set(marks.map(({ body }) => body.kind))].toSorted()).toEqual(kinds)
  for (const kind of kinds) expect([kind, current(kind).length]).toEqual([kind, 1])
})

it('reads what was changed and what was taken out with their history', () => {
  const lengths = marks.filter(({ body }) => body.kind === 'measurement')
  expect(lengths.map(({ state }) => state).toSorted()).toEqual(['current', 'replaced', 'voided'])
  const [now] = current('measurement')
  expect(lengths.find(({ state }) => state === 'replaced')?.rootId).toBe(now?.rootId)
  expect(now?.body).toMatchObject({
    label: 'geändert',
    figures: { length: { value: 3.71, unit: 'mm', uncertainty: 0.08 } },
  })
  expect(lengths.find(({ state }) => state === 'voided')?.reason).toBe('wrong lesion')
})

it('reads a score, the report that rests on it, and an exact total', () => {
  const [score, report, severity] = [current('score')[0], current('report')[0], current('severity')[0]]
  expect(report?.body).toMatchObject({ scoreMarkId: score?.markId, images: [score?.blobId] })
  expect(score?.body).toMatchObject({ context: { dermoscopic: 'contact-polarized' } })
  expect(severity?.body).toMatchObject({ total: '11', band: 'severe' })
})

it('a lesion that was watched falls due, and the scale of the device is known', async () => {
  const due = Due.array().parse(await rooms.review.due({ today: '2027-03-01' }, rooms.asking))
  expect(due).toMatchObject([{ patientId, patientName: 'Gölden, Ada', plan: 'short-term' }])
  const known = Calibration.array().parse(await rooms.review.calibrations({ deviceLabel: 'Handheld' }, rooms.asking))
  expect(known).toMatchObject([{ umPerPx: 18.5, relativeUncertainty: 0.02, method: 'ruler', longPx: 400 }])
})

it('a mark of then is changed and taken out today', async () => {
  const [outline] = current('outline')
  if (!outline) expect.fail('no outline')
  const { markId, blobId, lesionId, caseId, body } = outline
  const about = { patientId, ...(blobId && { blobId }), ...(lesionId && { lesionId }), ...(caseId && { caseId }) }
  const next = { markId: crypto.randomUUID(), ...about, replaces: markId, body: MarkBody.parse(body) }
  const kept = await rooms.review.put(next, rooms.asking)
  expect(kept.rootId).toBe(outline.rootId)
  const gone = await rooms.review.voidMark({ markId: kept.markId, reason: 'redrawn' }, rooms.asking)
  expect(gone.state).toBe('voided')
})
