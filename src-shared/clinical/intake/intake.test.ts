import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { placeOf } from '../triage/place.ts'
import { checklists } from '../views.ts'
import { missingOf, remarksOf, triageGateOf, unknownViewsOf, viewsToAskFor } from './gate.ts'
import { Intake, type IntakeHistory } from './history.ts'
import { intakeItems, isRequired, presentations } from './items.ts'

type Presented = (typeof presentations)[number]

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const takenAt = '2026-11-25T09:00:00Z'

const history: IntakeHistory = {
  reason: 'diagnosis',
  duration: { value: 3, unit: 'weeks' },
  sites: [{ code: '113179006' }],
  itch: false,
  pain: true,
  bleeding: false,
  oozing: true,
  discharge: false,
  changeSize: true,
  changeShape: false,
  changeColour: false,
  changeElevation: false,
  course: 'new',
  treatments: [],
  medicines: [{ name: 'Invented', startedOn: '2026-11-11' }],
  allergies: [],
  immune: ['transplant', 'hiv'],
  pregnancy: 'no',
  skinCancer: [],
  familyMelanoma: false,
  fitzpatrick: 'II',
  fever: true,
  malaise: false,
  mucosal: false,
}

const picture = (number: number, viewId: string, lesion?: number) => ({
  blobId: id(number),
  viewId,
  ...(lesion !== undefined && { lesion }),
  widthPx: 4000,
  heightPx: 3000,
  bytes: 4_000_000,
  mime: 'image/jpeg',
  takenAt,
  verdict: 'good',
  scaled: true,
})

function picturesOf(presentation: Presented, lesions: readonly number[]) {
  const asked = checklists[presentation].views.filter(({ need }) => need === 'required' || need === 'with-device')
  const wanted = asked.flatMap(({ id: viewId, count, perLesion }) =>
    (perLesion ? lesions : [undefined]).flatMap(lesion => Array.from({ length: count }, () => ({ viewId, lesion }))),
  )
  return wanted.map(({ viewId, lesion }, at) => picture(at + 100, viewId, lesion))
}

/** A consult with everything that its presentation asks for. */
function whole(presentation: Presented): Intake {
  const lesions = presentation === 'single-lesion' ? [1] : presentation === 'multiple-lesions' ? [1, 2] : []
  return Intake.parse({
    presentation,
    history,
    patient: { patientId: id(1), birthDate: '1980-11-26', sex: 'female' },
    referrer: { userId: id(2), organisation: 'Invented surgery', callback: '+1 555 0100' },
    consents: [{ kind: 'store-and-forward', recordId: id(3) }],
    images: picturesOf(presentation, lesions),
    lesions,
    pinned: lesions,
    dermoscope: true,
    affected: [],
    unaffected: ['mucosa', 'palms', 'soles', 'nails'],
    prescribing: true,
    retakes: [],
  })
}

describe('What a consult needs', () => {
  test.each(presentations)('%s: complete with everything', presentation => {
    expect(missingOf(whole(presentation))).toEqual({
      complete: true,
      items: [],
      consents: [],
      views: [],
      pins: [],
      images: [],
    })
    expect(remarksOf(whole(presentation))).toEqual([])
  })

  test.each(presentations)(
    '%s: each required item and picture taken away is named, each optional one is not',
    presentation => {
      const intake = whole(presentation)
      for (const item of intakeItems) {
        const { [item.code as 'reason']: _gone, ...kept } = intake[item.of] as IntakeHistory
        const missing = missingOf({ ...intake, [item.of]: kept })
        const required = isRequired(item, {
          presentation,
          prescribing: true,
          sex: item.code === 'sex' ? undefined : 'female',
        })
        expect([item.code, missing.items]).toEqual([item.code, required ? [item.code] : []])
        expect(missing.complete).toBe(!required)
      }
      for (const gone of intake.images) {
        const missing = missingOf({ ...intake, images: intake.images.filter(image => image !== gone) })
        expect(missing.views.map(({ viewId, lesion }) => [viewId, lesion])).toEqual([[gone.viewId, gone.lesion]])
        expect(viewsToAskFor(missing)).toEqual(missing.views)
      }
    },
  )
})

describe('What depends on the presentation', () => {
  it('names consent, pins, numbers and unanswered yes-or-no views', () => {
    const lesions = whole('multiple-lesions')
    expect(missingOf({ ...lesions, consents: [] }).consents).toEqual(['store-and-forward'])
    expect(missingOf({ ...lesions, pinned: [1] }).pins).toEqual([2])
    expect(missingOf({ ...lesions, lesions: [1] }).items).toEqual(['lesions'])
    expect(missingOf({ ...lesions, history: { ...history, sites: [] } }).items).toEqual(['sites'])
    const rash = missingOf({ ...whole('rash-generalised'), unaffected: ['mucosa', 'palms', 'soles'] })
    expect(rash.views).toEqual([{ viewId: 'nails', toTake: 0, unanswered: true }])
    expect(viewsToAskFor(rash)).toEqual([])
  })

  it('asks for pregnancy only with a prescription, and never of a man', () => {
    const { pregnancy: _gone, ...rest } = history
    const intake = { ...whole('nail'), history: rest }
    expect(missingOf(intake).items).toEqual(['pregnancy'])
    expect(missingOf({ ...intake, prescribing: false }).items).toEqual([])
    expect(missingOf({ ...intake, patient: { ...intake.patient, sex: 'male' } }).items).toEqual([])
  })

  it('asks for a dermoscopic picture where a dermatoscope is at hand', () => {
    const intake = whole('single-lesion')
    const images = intake.images.filter(({ viewId }) => viewId !== 'dermoscopic')
    expect(missingOf({ ...intake, images }).views.map(({ viewId }) => viewId)).toEqual(['dermoscopic'])
    expect(missingOf({ ...intake, images, dermoscope: false }).complete).toBe(true)
  })
})

type Picture = Intake['images'][number]
const withFirst = (change: Partial<Picture>, presentation: Presented = 'rash-localised'): Intake => {
  const intake = whole(presentation)
  return { ...intake, images: intake.images.map((image, at) => (at === 0 ? { ...image, ...change } : image)) }
}
const faults = (change: Partial<Picture>) => missingOf(withFirst(change)).images.flatMap(({ codes }) => codes)
const remarks = (change: Partial<Picture>) => remarksOf(withFirst(change)).flatMap(({ codes }) => codes)

describe('What a picture must be', () => {
  it('refuses below 800 × 600 and warns below 1024 × 768, upright or not', () => {
    expect(faults({ widthPx: 799, heightPx: 600 })).toEqual(['too-small'])
    expect(faults({ widthPx: 800, heightPx: 599 })).toEqual(['too-small'])
    expect(faults({ widthPx: 600, heightPx: 800 })).toEqual([])
    expect(remarks({ widthPx: 600, heightPx: 800, bytes: 200_000 })).toEqual(['small'])
    expect(remarks({ widthPx: 1023, heightPx: 768, bytes: 200_000 })).toEqual(['small'])
    expect(remarks({ widthPx: 1024, heightPx: 768, bytes: 200_000 })).toEqual([])
  })

  it('warns of a JPEG beyond 20 to 1', () => {
    expect(remarks({ bytes: 1_800_000 })).toEqual([])
    expect(remarks({ bytes: 1_799_999 })).toEqual(['compressed'])
    expect(remarks({ bytes: 1_799_999, mime: 'image/png' })).toEqual([])
  })

  it('does not count what the gate says to take again, unless a person says why it was kept', () => {
    expect(faults({ verdict: 'retake' })).toEqual(['retake'])
    expect(missingOf(withFirst({ verdict: 'retake' })).views).toEqual([{ viewId: 'far', toTake: 1, unanswered: false }])
    expect(faults({ verdict: 'retake', keptBecause: 'The child would not hold still' })).toEqual([])
    expect(remarks({ verdict: 'retake', keptBecause: 'The child would not hold still' })).toEqual(['kept-anyway'])
    expect(remarks({ verdict: undefined })).toEqual(['not-judged'])
  })

  it('does not count pictures of other views or of lesions without a number, and says what is uncalibrated', () => {
    expect(faults({ viewId: 'vertex' })).toEqual(['view-not-asked-for'])
    const several = whole('multiple-lesions')
    const images = several.images.map(image => (image.lesion === 2 ? { ...image, lesion: 7 } : image))
    const missing = missingOf({ ...several, images })
    expect(new Set(missing.images.flatMap(({ codes }) => codes))).toEqual(new Set(['lesion-not-numbered']))
    expect(missing.views.every(({ lesion }) => lesion === 2)).toBe(true)
    const single = whole('single-lesion')
    const unscaled = single.images.map(image => ({ ...image, scaled: false }))
    expect(remarksOf({ ...single, images: unscaled }).map(({ viewId, codes }) => [viewId, codes])).toEqual([
      ['close-up', ['uncalibrated']],
    ])
  })
})

describe('Retakes', () => {
  const ask = (viewId: string, askedAt: string, lesion?: number) => ({
    askedAt,
    views: [{ viewId, ...(lesion !== undefined && { lesion }), why: ['blurred' as const] }],
  })

  it('asks for the view again: what was there before no longer counts, what is newer does', () => {
    const intake = { ...whole('rash-localised'), retakes: [ask('far', '2026-11-25T09:00:00Z')] }
    expect(missingOf(intake).images.map(({ codes }) => codes)).toEqual([['before-retake']])
    expect(missingOf(intake).views.map(({ viewId }) => viewId)).toEqual(['far'])
    const again = Intake.parse({
      ...intake,
      images: [...intake.images, { ...picture(9, 'far'), takenAt: '2026-11-25T09:00:01Z' }],
    })
    expect(missingOf(again).complete).toBe(true)
  })

  it('is about one lesion where it names one', () => {
    const intake = { ...whole('multiple-lesions'), retakes: [ask('oblique', '2026-11-26T00:00:00Z', 2)] }
    expect(missingOf(intake).views).toEqual([{ viewId: 'oblique', lesion: 2, toTake: 1, unanswered: false }])
  })

  it('must name a view of the presentation, and the lesion where each has its own', () => {
    const intake = whole('multiple-lesions')
    expect(unknownViewsOf(ask('oblique', takenAt), intake)).toEqual(['oblique'])
    expect(unknownViewsOf(ask('oblique', takenAt, 3), intake)).toEqual(['oblique'])
    expect(unknownViewsOf(ask('vertex', takenAt), intake)).toEqual(['vertex'])
    expect(unknownViewsOf(ask('oblique', takenAt, 2), intake)).toEqual([])
    expect(unknownViewsOf(ask('overview', takenAt), intake)).toEqual([])
  })
})

describe('What triage takes from an intake', () => {
  it('tells the gate: incomplete, and all pictures failing', () => {
    expect(triageGateOf(whole('nail'))).toEqual({ complete: true, allImagesFail: false })
    const small = whole('nail').images.map(image => ({ ...image, widthPx: 10 }))
    expect(triageGateOf({ ...whole('nail'), images: small })).toEqual({ complete: false, allImagesFail: true })
    expect(triageGateOf({ ...whole('nail'), images: [] })).toEqual({ complete: false, allImagesFail: false })
  })

  it('knows where a coded site lies', () => {
    expect(['41310005', '37671003', '1902009', '36141000', '770810008', 'unknown'].map(placeOf)).toEqual([
      'eyelid',
      'eyelid',
      'ear',
      'face',
      'nail',
      'elsewhere',
    ])
  })

  it('never becomes less complete by a further good picture', () => {
    fc.assert(
      fc.property(fc.constantFrom(...presentations), fc.nat(5), (presentation, drop) => {
        const intake = whole(presentation)
        const fewer = { ...intake, images: intake.images.toSpliced(drop, 1) }
        expect(missingOf(intake).views.length).toBeLessThanOrEqual(missingOf(fewer).views.length)
      }),
    )
  })
})
