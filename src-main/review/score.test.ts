import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportItems, reportVersion } from '../../src-shared/clinical/dermoscopy/report.ts'
import { dermoscopyVersion, keptOf, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { DiagnosticReport, Observation } from '../../src-shared/fhir/index.ts'
import type { BlobId, LesionId } from '../../src-shared/ids.ts'
import { openRig } from './rig/open.ts'

let rig: Awaited<ReturnType<typeof openRig>>
let ada: Awaited<ReturnType<typeof rig.addPatient>>
let blobId: BlobId
let lesionId: LesionId
beforeAll(async () => {
  rig = await openRig()
  ada = await rig.addPatient('Lovelace')
  lesionId = await rig.addLesion(ada.patientId)
  blobId = await rig.addPicture(ada.patientId, lesionId, new Uint8Array([1]))
})
afterAll(() => rig.close())

// The rig's pictures lie on a cheek, where only algorithms for triage are worked out.
const context = { siteCode: '36141000', dermoscopic: 'contact-polarized' }
const answers = {
  'network.atypical': true,
  'asymmetry.pattern': true,
  veil: false,
  'area.blue-white': false,
  'regression.scar': false,
  'regression.peppering': false,
}
const place: [number, number][] = [
  [100, 100],
  [300, 120],
  [200, 260],
]

const score = (change: Partial<MarkOf<'score'>> = {}): MarkOf<'score'> => ({
  kind: 'score',
  version: dermoscopyVersion,
  ticks: Object.entries(answers).map(([criterion, value]) => ({ criterion, value, regions: value ? [place] : [] })),
  context,
  results: keptOf(outcomesOf(answers, context)),
  ...change,
})
const put = (body: MarkOf<'score'>) =>
  rig.service.put({ markId: randomUUID(), patientId: ada.patientId, lesionId, blobId, body }, rig.me)

const items = Object.fromEntries(reportItems.map(({ id, label }) => [id, `about ${label}`]))
const report = (change: Partial<MarkOf<'report'>> = {}): MarkOf<'report'> => ({
  kind: 'report',
  version: reportVersion,
  terminology: 'both',
  items,
  images: [blobId],
  ...change,
})
const sign = (body: MarkOf<'report'>) =>
  rig.service.sign({ markId: randomUUID(), patientId: ada.patientId, lesionId, blobId, body }, rig.me)

describe('a dermoscopy score', () => {
  it('is worked out again from its ticks and kept when nothing differs', async () => {
    const kept = await put(score())
    expect(kept.body).toEqual(score())
    const three = score().results.find(({ algorithm }) => algorithm === 'three-point')
    expect(three).toMatchObject({
      state: 'scored',
      total: '2',
      band: 'at-or-above',
      above: true,
      caveats: ['site-warns'],
    })
    expect(score().results.find(({ algorithm }) => algorithm === 'tds')).toMatchObject({ state: 'blocked' })
    const told = Observation.parse(await rig.records.read('Observation', kept.markId))
    expect(told.component?.map(({ valueString }) => valueString)).toContain('2 · at-or-above · cutis-three-point/1')
  })

  it('is refused when a result was changed, left out, or belongs to another version', async () => {
    const [first, ...others] = score().results
    const changed = [
      { results: others },
      { results: [{ ...first, total: '1.0' }, ...others] as MarkOf<'score'>['results'] },
      { version: 'cutis-dermoscopy/0' },
    ]
    for (const change of changed) await expect(put(score(change))).rejects.toMatchObject({ code: 'review.differs' })
  })

  it('is refused when its site or its light is not the picture’s own', async () => {
    for (const other of [{ siteCode: '66643007', dermoscopic: 'contact-polarized' }, { siteCode: '36141000' }]) {
      const body = score({ context: other, results: keptOf(outcomesOf(answers, other)) })
      await expect(put(body)).rejects.toMatchObject({ code: 'review.differs' })
    }
  })

  it('is refused when a tick has no place, an unknown criterion, or lies outside the picture', async () => {
    const ticks = (change: object) => score().ticks.map((tick, at) => (at === 0 ? { ...tick, ...change } : tick))
    await expect(put(score({ ticks: ticks({ regions: [] }) }))).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(put(score({ ticks: ticks({ criterion: 'other' }) }))).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(put(score({ ticks: ticks({ regions: [[[5000, 5]]] }) }))).rejects.toMatchObject({
      code: 'review.outside',
    })
  })

  it('is refused on a picture that was taken out of the record', async () => {
    const gone = await rig.addPicture(ada.patientId, lesionId, new Uint8Array([2]))
    rig.setState(gone, 'voided')
    const mark = { markId: randomUUID(), patientId: ada.patientId, blobId: gone, body: score() }
    await expect(rig.service.put(mark, rig.me)).rejects.toMatchObject({ code: 'review.imageVoided' })
  })
})

const outlined = async (onto: BlobId): Promise<string> => {
  const body = { kind: 'outline' as const, rings: [place], origin: 'hand' as const, edited: false, figures: {} }
  const mark = { markId: randomUUID(), patientId: ada.patientId, lesionId, blobId: onto, body }
  return (await rig.service.put(mark, rig.me)).markId
}
const taken = (outlineMarkId: string) => ({
  criterion: 'colour.red',
  value: true,
  regions: [place],
  suggested: {
    by: { name: 'cutis-outline-findings', version: '1' },
    outlineMarkId,
    figures: { share: { value: 0.2, unit: '1' } },
  },
})
const withRed = (red: ReturnType<typeof taken>) =>
  score({
    ticks: [...score().ticks, red],
    results: keptOf(outcomesOf({ ...answers, 'colour.red': true }, context)),
  })

describe('a tick that a measure suggested', () => {
  it('keeps which ticks a measure suggested, on an outline of this picture that stands', async () => {
    const outlineMarkId = await outlined(blobId)
    const red = taken(outlineMarkId)
    const kept = await put(withRed(red))
    expect(kept.body).toMatchObject({ ticks: expect.arrayContaining([red]) as unknown })
    const told = Observation.parse(await rig.records.read('Observation', kept.markId))
    expect(told.component?.map(({ valueString }) => valueString).join()).toContain(
      `suggested by cutis-outline-findings 1 on outline ${outlineMarkId}`,
    )
  })

  it('refuses a suggestion of what only the eye sees, or on an outline that is not this picture\u2019s or was voided', async () => {
    const outlineMarkId = await outlined(blobId)
    const { suggested } = taken(outlineMarkId)
    const eye = score({ ticks: score().ticks.map(tick => (tick.value === true ? { ...tick, suggested } : tick)) })
    await expect(put(eye)).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(put(withRed(taken(randomUUID())))).rejects.toMatchObject({ code: 'records.unknown' })
    const elsewhere = await outlined(await rig.addPicture(ada.patientId, lesionId, new Uint8Array([3])))
    await expect(put(withRed(taken(elsewhere)))).rejects.toMatchObject({ code: 'records.unknown' })
    await rig.service.voidMark({ markId: outlineMarkId, reason: 'wrong lesion' }, rig.me)
    await expect(put(withRed(taken(outlineMarkId)))).rejects.toMatchObject({ code: 'review.notCurrent' })
  })
})

describe('a dermoscopy report', () => {
  it('that lacks a recommended item is not signed; without an optional one it is', async () => {
    for (const { id, need } of reportItems) {
      const body = report({ items: { ...items, [id]: ' ' } })
      if (need === 'recommended') await expect(sign(body)).rejects.toMatchObject({ code: 'review.incomplete' })
      else await expect(sign(body)).resolves.toMatchObject({ state: 'current' })
    }
    await expect(sign(report({ images: [] }))).rejects.toMatchObject({ code: 'review.incomplete' })
  })

  it('that is signed becomes a final DiagnosticReport that rests on its score', async () => {
    const { markId: scoreMarkId } = await put(score())
    const signed = await sign(report({ scoreMarkId }))
    const told = DiagnosticReport.parse(await rig.records.read('DiagnosticReport', signed.markId))
    expect(told).toMatchObject({
      status: 'final',
      result: [{ reference: expect.stringContaining('Observation/') as unknown }],
    })
    expect(told.conclusion?.split('\n')).toHaveLength(10)
    expect(told.conclusion).toContain('8 Assessment: about Assessment')
  })

  it('names the Observation of a corrected score, which carries every version of it', async () => {
    const first = await put(score())
    const second = await rig.service.put(
      { markId: randomUUID(), patientId: ada.patientId, blobId, body: score(), replaces: first.markId },
      rig.me,
    )
    const signed = await sign(report({ scoreMarkId: second.markId }))
    const told = DiagnosticReport.parse(await rig.records.read('DiagnosticReport', signed.markId))
    const [named] = told.result ?? []
    expect(named?.reference).toBe(`Observation/${first.markId}`)
    expect(await rig.records.read('Observation', first.markId)).toMatchObject({ status: 'amended' })
  })

  it('that is signed is taken out only by who may sign', async () => {
    const signed = await sign(report())
    const nurse = rig.as('nurse')
    const out = { markId: signed.markId, reason: 'not mine to judge' }
    await expect(rig.service.voidMark(out, nurse)).rejects.toMatchObject({ code: 'access.denied' })
    expect(await rig.records.read('DiagnosticReport', signed.markId)).toMatchObject({ status: 'final' })
    await expect(rig.service.voidMark(out, rig.me)).resolves.toMatchObject({ state: 'voided' })
  })

  it('rests on no score that was taken out, and on no other patient’s pictures', async () => {
    const { markId: scoreMarkId } = await put(score())
    await rig.service.voidMark({ markId: scoreMarkId, reason: 'wrong lesion' }, rig.me)
    await expect(sign(report({ scoreMarkId }))).rejects.toMatchObject({ code: 'review.notCurrent' })
    await expect(sign(report({ scoreMarkId: randomUUID() }))).rejects.toMatchObject({ code: 'records.unknown' })
    const { blobId: other } = await rig.addPatient('Byron')
    await expect(sign(report({ images: [blobId, other] }))).rejects.toMatchObject({ code: 'capture.wrongPatient' })
  })
})
