import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checklists, type Presentation } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { type Aim, ghostFor, itemsOf, missingOf, nextAim, nextItem, type Work } from './checklist.ts'

const lesion = (id: string): Lesion =>
  ({ lesionId: id, label: id, siteCode: '36141000', siteName: 'Cheek', imageCount: 0 }) as unknown as Lesion

const shot = (view: string, lesionId?: string, more: Partial<Shot> = {}): Shot =>
  ({
    view,
    state: 'kept',
    takenAt: '2026-11-24T10:00:00Z',
    ...(lesionId ? { lesionId } : {}),
    ...more,
  }) as unknown as Shot

const work = (presentation: string, more: Partial<Work> = {}): Work => ({
  presentation,
  lesions: [],
  shots: [],
  dermoscope: true,
  affected: [],
  unaffected: [],
  ...more,
})

describe('following the checklist', () => {
  test('for every presentation, taking what is asked next ends with nothing missing, in as many pictures as it asks', () => {
    const presentation = fc.constantFrom(...(Object.keys(checklists) as Presentation[]))
    fc.assert(
      fc.property(presentation, fc.boolean(), fc.integer({ min: 1, max: 4 }), (name, dermoscope, count) => {
        const lesions = Array.from({ length: count }, (_, at) => lesion(`L${at + 1}`))
        let now = work(name, { lesions, dermoscope })
        const asked = missingOf(now).reduce((sum, { toTake }) => sum + toTake, 0)
        let aim: Aim = nextAim(now, { view: 'none' })
        let pictures = 0
        while (missingOf(now).some(({ toTake }) => toTake > 0)) {
          now = { ...now, shots: [...now.shots, shot(aim.view, aim.lesionId)] }
          pictures += 1
          aim = nextAim(now, aim)
          expect(pictures).toBeLessThanOrEqual(asked)
        }
        expect(pictures).toBe(asked)
        expect(nextAim(now, aim)).toEqual(aim)
      }),
    )
  })

  test('a lesion is finished before the next one begins', () => {
    const lesions = [lesion('a'), lesion('b')]
    const shots = [shot('overview'), shot('regional', 'b')]
    const aim = nextAim(work('multiple-lesions', { lesions, shots }), { view: 'regional', lesionId: 'b' as never })
    expect(aim).toMatchObject({ view: 'close-up', lesionId: 'b' })
  })

  test('a picture of all lesions together is filed under none; one of a single lesion stays with it', () => {
    const lesions = [lesion('a')]
    const done = ['regional', 'close-up', 'oblique', 'dermoscopic'].map(view => shot(view, 'a'))
    const aim: Aim = { view: 'dermoscopic', lesionId: 'a' as never, siteCode: '1' }
    expect(nextAim(work('multiple-lesions', { lesions, shots: done }), aim)).toMatchObject({
      view: 'overview',
      lesionId: undefined,
      siteCode: '1',
    })
    expect(nextAim(work('single-lesion', { lesions }), aim)).toMatchObject({ view: 'regional', lesionId: 'a' })
  })

  test('a voided picture leaves its view open again', () => {
    const shots = [shot('regional', undefined, { state: 'voided' })]
    expect(itemsOf(work('single-lesion', { shots }))[0]).toMatchObject({ taken: 0, asked: 1 })
  })

  test('without a dermatoscope its view is offered but not asked for', () => {
    const item = itemsOf(work('single-lesion', { dermoscope: false })).find(({ view }) => view.id === 'dermoscopic')
    expect(item).toMatchObject({ asked: 0, taken: 0 })
  })

  test('several lesions: a line per lesion and view, and an overview', () => {
    const items = itemsOf(work('multiple-lesions', { lesions: [lesion('a'), lesion('b')] }))
    expect(items).toHaveLength(11)
    expect(new Set(items.map(({ key }) => key)).size).toBe(11)
  })
})

describe('the next view', () => {
  test('next goes round, to what is still to take, and never stays', () => {
    const items = itemsOf(work('single-lesion', { shots: [shot('close-up', undefined)] }))
    const seen = new Set<string>()
    let aim: Aim = { view: items[0]?.view.id ?? '' }
    for (let step = 0; step < items.length; step += 1) {
      const next = nextItem(items, aim)
      expect(next?.view.id).not.toBe(aim.view)
      expect(next?.view.id).not.toBe('close-up')
      aim = { view: next?.view.id ?? '' }
      seen.add(aim.view)
    }
    expect(seen.size).toBeGreaterThan(1)
    expect(nextItem([], aim)).toBeUndefined()
  })
})

describe('the ghost', () => {
  const isCloseUp = (view: string) => view === 'close-up' || view === 'oblique'
  test('is the last picture of the same lesion and view, else of the same kind, never of another lesion', () => {
    const history = [
      shot('close-up', 'a', { takenAt: '2026-01-01T00:00:00Z' }),
      shot('close-up', 'a', { takenAt: '2026-06-01T00:00:00Z' }),
      shot('close-up', 'b', { takenAt: '2026-07-01T00:00:00Z' }),
      shot('close-up', 'a', { takenAt: '2026-08-01T00:00:00Z', state: 'damaged' }),
    ]
    const of = (view: string, lesionId: string | undefined) =>
      ghostFor(history, { view, lesionId: lesionId as never }, isCloseUp)
    expect(of('close-up', 'a')?.takenAt).toBe('2026-06-01T00:00:00Z')
    expect(of('oblique', 'a')?.takenAt).toBe('2026-06-01T00:00:00Z')
    expect(of('dermoscopic', 'c')).toBeUndefined()
    expect(of('close-up', undefined)).toBeUndefined()
  })

  test('of a pose is the last picture of that pose, whichever lesion was aimed at', () => {
    const history = [
      shot('tbp-palms', undefined, { takenAt: '2026-01-01T00:00:00Z' }),
      shot('tbp-palms', undefined, { takenAt: '2026-03-01T00:00:00Z' }),
      shot('tbp-soles', undefined, { takenAt: '2026-05-01T00:00:00Z' }),
    ]
    expect(ghostFor(history, { view: 'tbp-palms' }, isCloseUp)?.takenAt).toBe('2026-03-01T00:00:00Z')
    expect(ghostFor(history, { view: 'tbp-chest' }, isCloseUp)).toBeUndefined()
  })
})
