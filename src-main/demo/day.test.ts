import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PatientId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import { openChart } from '../chart/index.ts'
import { openConsults } from '../consults/index.ts'
import { openMessages } from '../messages/index.ts'
import { openOrders } from '../orders/index.ts'
import { openPolicies } from '../policies/index.ts'
import { openRecords, type Records } from '../records/index.ts'
import { openSchedule } from '../schedule/index.ts'
import { openSigning } from '../signing/index.ts'
import { secondStep } from '../signing/rig/second-step.ts'
import { openVault } from '../vault/index.ts'
import { castOf } from './cast.ts'
import { type DayRooms, openDay } from './day.ts'
import { askingAs, demoPeople } from './people.ts'
import { storyOf } from './story.ts'

const now = () => new Date('2026-11-24T09:00:00Z')
const derm = askingAs(demoPeople[0])

/** A vault with every store of the engine; pictures are rows of the test's own. */
async function openRooms() {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-demo-day-'))
  const vault = openVault({
    folder,
    thread: new URL('../vault-thread.ts', import.meta.url),
    now,
    changed: () => undefined,
    log: () => undefined,
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  await vault.create(
    { userId: demoPeople[0].userId, name: demoPeople[0].name, role: 'dermatologist' },
    'a demo password',
  )
  const records = openRecords({ vault, now })
  const capture = pictures()
  const shared = { vault, records, capture, now }
  const chart = openChart(shared)
  const documents = { render: () => Promise.reject(new Error('no paper is printed')) }
  const onPaper = async () => ({ pictures: [], bytes: {}, left: 0 })
  const no = async () => false
  const policies = openPolicies(shared)
  const { atSeat, checker } = openSigning({ vault, records, access: secondStep(records), now })
  const consults = openConsults({
    ...shared,
    atSeat,
    checker,
    policies,
    documents,
    onPaper,
    isSigned: no,
    clinicName: async () => 'Demo',
  })
  const rooms: DayRooms = {
    consults: consults.service,
    orders: openOrders({ ...shared, chart, isPair: no, atSeat, checker }).service,
    messages: openMessages({ ...shared, log: () => undefined, fetchFile: async () => ({ kind: 'offline' }) }).service,
    schedule: openSchedule({ ...shared, log: () => undefined }).service,
  }
  const close = async () => {
    await vault.lock()
    await vault.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { records, capture, rooms, close }
}

/** The capture room as the day needs it: what was kept in a case, in order. */
function pictures(): Capture {
  const shots: { caseId: string; blobId: string; quality: object }[] = []
  const room = {
    upload: async () => ({ uploadId: randomUUID() }),
    shot: async (blobId: string) => shots.find(shot => shot.blobId === blobId),
    shotsOf: async (caseId: string) => shots.filter(shot => shot.caseId === caseId),
    service: {
      keep: async (told: { uploadId: string; caseId: string }) => {
        const size = { widthPx: 1280, heightPx: 960, sizeBytes: 90_000, mediaType: 'image/jpeg' }
        const quality = { verdict: 'good', version: 'test', reasons: [], measures: {} }
        shots.push({ ...told, ...size, blobId: told.uploadId, quality, state: 'kept', siteName: 'Cheek' } as never)
      },
    },
  }
  return room as unknown as Capture
}

async function addCast(records: Records): Promise<PatientId[]> {
  const ids: PatientId[] = []
  for (const person of castOf(2026).slice(0, 20)) {
    const { family, given, birthDate, sex, mrn } = person
    const { patientId } = await records.service.addPatient({ family, given, birthDate, sex, mrn }, derm)
    ids.push(patientId as PatientId)
    for (const { seed: _seed, ...spot } of storyOf(person).spots)
      await records.service.addLesion({ patientId: patientId as PatientId, ...spot }, derm)
  }
  return ids
}

test('a day waits in every room, and told again nothing of it is there twice', async () => {
  const { records, capture, rooms, close } = await openRooms()
  try {
    const ids = await addCast(records)
    const painter = { paint: async () => new Uint8Array(), close: () => undefined }
    const tellDay = openDay({ ...rooms, records: records.service, capture, painter, now })
    for (const _ of ['once', 'again']) {
      await tellDay(castOf(2026))
      const waiting = await rooms.consults.worklist({ show: 'waiting', from: 0, limit: 50 }, derm)
      expect(waiting.rows[0]).toMatchObject({ class: 'P2', state: 'sent' })
      expect(waiting.rows.map(({ state }) => state).sort()).toEqual(['retake', 'sent', 'sent', 'sent'])
      const answered = await rooms.consults.worklist({ show: 'answered', from: 0, limit: 50 }, derm)
      expect(answered.total).toBe(1)
      const ordered = await Promise.all(ids.map(async patientId => await rooms.orders.ofPatient({ patientId }, derm)))
      expect(
        ordered
          .flat()
          .map(({ content, state }) => `${content.kind} ${state}`)
          .sort(),
      ).toEqual(['laboratory sent', 'referral sent'])
      expect(await rooms.messages.threads({}, derm)).toHaveLength(2)
      const day = { from: '2026-11-23T12:00:00Z', to: '2026-11-25T12:00:00Z' }
      const { appointments, waiting: wishes, resources } = await rooms.schedule.view(day, derm)
      expect([appointments.length, wishes.length, resources.length]).toEqual([5, 1, 3])
    }
  } finally {
    await close()
  }
})
