import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datesOf } from '../../src-shared/clinical/monitoring-windows.ts'
import type { MarkBody } from '../../src-shared/contract/marks.ts'
import { Observation } from '../../src-shared/fhir/index.ts'
import type { BlobId, LesionId } from '../../src-shared/ids.ts'
import { lengthOn, openRig } from './rig/open.ts'

let rig: Awaited<ReturnType<typeof openRig>>
let ada: Awaited<ReturnType<typeof rig.addPatient>>
let bea: typeof ada
beforeAll(async () => {
  rig = await openRig()
  ada = await rig.addPatient('Lovelace')
  bea = await rig.addPatient('Other')
})
afterAll(() => rig.close())

const marksOf = (blobId: BlobId, history = false) => rig.service.marks({ blobId, history }, rig.me)

describe('a mark', () => {
  it('is kept with its author, its audit row and what the clinic gets of it', async () => {
    const mark = lengthOn(ada.blobId, ada.patientId)
    const kept = await rig.service.put(mark, rig.me)
    expect(kept).toMatchObject({ markId: mark.markId, rootId: mark.markId, by: 'Dr. Rig', state: 'current' })
    const observation = Observation.parse(await rig.records.read('Observation', mark.markId))
    expect(observation).toMatchObject({
      status: 'final',
      subject: { reference: `Patient/${ada.patientId}` },
      derivedFrom: [{ reference: `Media/${ada.blobId}` }],
    })
    expect(observation.component?.find(({ valueQuantity }) => valueQuantity)?.valueQuantity).toMatchObject({
      unit: '{pixel}',
    })
    expect((await rig.acts()).at(-1)).toMatchObject({ name: 'review.measurement', patientId: ada.patientId })
  })

  it('asked for twice is kept once, and the same name with other content is refused', async () => {
    const mark = lengthOn(ada.blobId, ada.patientId)
    const [first, second] = await Promise.all([rig.service.put(mark, rig.me), rig.service.put(mark, rig.me)])
    expect(second.at).toBe(first.at)
    expect((await marksOf(ada.blobId)).filter(({ markId }) => markId === mark.markId)).toHaveLength(1)
    const other = { ...mark, body: { ...mark.body, label: 'other' } as MarkBody }
    await expect(rig.service.put(other, rig.me)).rejects.toMatchObject({ code: 'vault.duplicate' })
  })

  it('that is changed keeps its name for life and its history; changing an old version is refused', async () => {
    const first = lengthOn(ada.blobId, ada.patientId)
    await rig.service.put(first, rig.me)
    const second = { ...lengthOn(ada.blobId, ada.patientId), replaces: first.markId }
    const kept = await rig.service.put(second, rig.me)
    expect(kept.rootId).toBe(first.markId)
    const chain = (await marksOf(ada.blobId, true)).filter(({ rootId }) => rootId === first.markId)
    expect(chain.map(({ state }) => state).toSorted()).toEqual(['current', 'replaced'])
    expect(await rig.records.read('Observation', first.markId)).toMatchObject({ status: 'amended' })
    const late = { ...lengthOn(ada.blobId, ada.patientId), replaces: first.markId }
    await expect(rig.service.put(late, rig.me)).rejects.toMatchObject({ code: 'review.notCurrent' })
  })

  it('is taken out with a reason, once, and the clinic hears that it was an error', async () => {
    const mark = lengthOn(ada.blobId, ada.patientId)
    await rig.service.put(mark, rig.me)
    const reason = 'wrong lesion'
    expect(await rig.service.voidMark({ markId: mark.markId, reason }, rig.me)).toMatchObject({
      state: 'voided',
      reason,
    })
    await rig.service.voidMark({ markId: mark.markId, reason: 'again' }, rig.me)
    expect((await marksOf(ada.blobId)).some(({ markId }) => markId === mark.markId)).toBe(false)
    expect(await rig.records.read('Observation', mark.markId)).toMatchObject({ status: 'entered-in-error' })
  })
})

const severity: MarkBody = {
  kind: 'severity',
  instrument: 'ihs4',
  version: 'cutis-ihs4/1',
  inputs: { nodules: 5, abscesses: 1, tunnels: 1 },
  total: '11',
  band: 'severe',
}

const refused = (mark: ReturnType<typeof lengthOn>, code: string) =>
  expect(rig.service.put(mark, rig.me)).rejects.toMatchObject({ code })

describe('is refused', () => {
  it('a mark on the picture of another patient, of no picture, or of nobody', async () => {
    await refused(lengthOn(bea.blobId, ada.patientId), 'capture.wrongPatient')
    await refused(lengthOn(randomUUID() as BlobId, ada.patientId), 'records.unknown')
    await refused({ ...lengthOn(ada.blobId, ada.patientId), lesionId: randomUUID() as LesionId }, 'records.unknown')
    const { blobId: _blobId, ...without } = lengthOn(ada.blobId, ada.patientId)
    await refused(without, 'input.invalid')
  })

  it('a severity whose total does not follow from what was entered', async () => {
    const without = { ...lengthOn(ada.blobId, ada.patientId), blobId: undefined }
    for (const wrong of [{ total: '12' }, { band: 'mild' }, { version: '0' }, { instrument: 'other' }, { inputs: {} }])
      await refused({ ...without, markId: randomUUID(), body: { ...severity, ...wrong } as MarkBody }, 'review.differs')
    await expect(rig.service.put({ ...without, body: severity }, rig.me)).resolves.toMatchObject({ state: 'current' })
  })

  it('a mark outside the picture', async () => {
    const mark = lengthOn(ada.blobId, ada.patientId)
    const points: [number, number][] = [
      [100, 100],
      [1002, 100],
    ]
    await refused({ ...mark, body: { ...mark.body, points } as MarkBody }, 'review.outside')
  })

  it('a mark on a picture that was taken out, or whose seal is broken', async () => {
    const { patientId, blobId } = await rig.addPatient('Third')
    await rig.service.put(lengthOn(blobId, patientId), rig.me)
    rig.setState(blobId, 'voided')
    await refused(lengthOn(blobId, patientId), 'review.imageVoided')
    rig.setState(blobId, 'damaged')
    await refused(lengthOn(blobId, patientId), 'review.imageDamaged')
    // What was drawn before stays in the record.
    expect(await marksOf(blobId)).toHaveLength(1)
  })
})

describe('is refused for what it names', () => {
  it('a pair with the picture of another patient', async () => {
    const body: MarkBody = {
      kind: 'registration',
      movingBlobId: bea.blobId,
      engine: { name: 'e', version: '1' },
      similarity: [1, 0, 0, 1, 0, 0],
      inliers: 30,
      residualPx: 1,
      decision: 'accepted',
    }
    await refused({ ...lengthOn(ada.blobId, ada.patientId), body }, 'capture.wrongPatient')
  })

  it('a ring that names another lesion than its own, and a baseline of another patient', async () => {
    const lesionId = await rig.addLesion(ada.patientId)
    const ring = { kind: 'ring', centre: [5, 5], radiusPx: 4, decision: 'accepted' } as const
    const strange = { ...ring, lesionId: await rig.addLesion(bea.patientId) }
    await refused({ ...lengthOn(ada.blobId, ada.patientId), lesionId, body: strange as MarkBody }, 'input.invalid')
    const body: MarkBody = {
      kind: 'monitoring',
      plan: 'short-term',
      ...datesOf('short-term', '2026-11-25'),
      baselineBlobId: bea.blobId,
    }
    await refused({ markId: randomUUID(), patientId: ada.patientId, lesionId, body }, 'capture.wrongPatient')
  })

  it('a report that comes by the common way, and anything else that comes as a report', async () => {
    const mark = lengthOn(ada.blobId, ada.patientId)
    const body: MarkBody = { kind: 'report', version: '1', terminology: 'both', items: {}, images: [] }
    await refused({ ...mark, body }, 'access.denied')
    await expect(rig.service.sign(mark, rig.me)).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

it('every kind becomes a resource that FHIR knows', async () => {
  const scale = { umPerPx: 18.5, relativeUncertainty: 0.02, source: 'ruler' } as const
  const ring: [number, number][] = [
    [10, 10],
    [90, 10],
    [50, 80],
  ]
  const bodies: readonly MarkBody[] = [
    { kind: 'scale', scale, lengthMm: 10 },
    {
      kind: 'outline',
      rings: [ring],
      origin: 'model',
      edited: true,
      scale,
      figures: { area: { value: 3.1, unit: 'mm2', uncertainty: 0.1 } },
    },
    severity,
    { kind: 'ring', centre: [5, 5], radiusPx: 4, decision: 'accepted' },
    {
      kind: 'monitoring',
      plan: 'short-term',
      dueOn: '2027-02-22',
      earliestOn: '2027-02-07',
      latestOn: '2027-04-10',
    },
  ]
  for (const body of bodies) {
    const { markId } = await rig.service.put({ ...lengthOn(ada.blobId, ada.patientId), body }, rig.me)
    expect(Observation.safeParse(await rig.records.read('Observation', markId)).success).toBe(true)
  }
})

it('calibrations of a device are kept apart from patients and found by its name', async () => {
  const one = {
    calibrationId: randomUUID(),
    deviceLabel: 'Handheld',
    setting: 'contact-polarized',
    longPx: 4000,
    umPerPx: 5.5,
    method: 'ruler' as const,
  }
  await rig.service.addCalibration(one, rig.me)
  expect(await rig.service.calibrations({ deviceLabel: 'Handheld' }, rig.me)).toEqual([
    { ...one, at: '2026-11-24T09:00:00.000Z', by: 'Dr. Rig' },
  ])
  expect(await rig.service.calibrations({ deviceLabel: 'Another' }, rig.me)).toEqual([])
  expect((await rig.acts()).at(-1)).not.toHaveProperty('patientId')
})

it('lesions under monitoring are due by their window, the most overdue first, until an outcome closes them', async () => {
  const of = async (baseline: string, outcome?: 'done') => {
    const lesionId = await rig.addLesion(ada.patientId)
    const body: MarkBody = {
      kind: 'monitoring',
      plan: 'short-term',
      ...datesOf('short-term', baseline),
      ...(outcome && { outcome }),
    }
    await rig.service.put({ markId: randomUUID(), patientId: ada.patientId, lesionId, body }, rig.me)
    return lesionId
  }
  const [fresh, overdue, due] = [await of('2026-11-20'), await of('2026-01-01'), await of('2026-08-01')]
  await of('2026-01-01', 'done')
  const found = await rig.service.due({ today: '2026-11-25' }, rig.me)
  expect(found.map(({ lesionId, standing }) => [lesionId, standing])).toEqual([
    [overdue, 'overdue'],
    [due, 'due'],
    [fresh, 'early'],
  ])
  expect(found[0]).toMatchObject({ patientName: 'Lovelace, Ada', lesionName: 'Spot' })
})
