import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checklists, missingViews, type Presentation, type Taken } from './views.ts'

const presentations = Object.keys(checklists) as Presentation[]
const ids = (missing: ReturnType<typeof missingViews>) =>
  missing.map(({ view, lesion }) => (lesion === undefined ? view.id : `${view.id}#${lesion}`))

test('a single lesion asks for a dermoscopic view only where a dermatoscope is here', () => {
  expect(ids(missingViews('single-lesion', [], { dermoscope: false }))).toEqual(['regional', 'close-up', 'oblique'])
  expect(ids(missingViews('single-lesion', [{ viewId: 'close-up' }], { dermoscope: true }))).toEqual([
    'regional',
    'oblique',
    'dermoscopic',
  ])
})

test('many lesions ask once for the overview and for every number the rest', () => {
  const taken = [
    { viewId: 'overview' },
    { viewId: 'regional', lesion: 1 },
    { viewId: 'close-up', lesion: 1 },
    { viewId: 'oblique', lesion: 1 },
  ]
  expect(ids(missingViews('multiple-lesions', taken, { dermoscope: false, lesions: [1, 2] }))).toEqual([
    'regional#2',
    'close-up#2',
    'oblique#2',
  ])
})

test('a generalised rash wants its questions answered, and pictures of what is affected', () => {
  const four = Array.from({ length: 4 }, () => ({ viewId: 'region' }))
  const taken = [...four, { viewId: 'close-up' }]
  const missing = missingViews('rash-generalised', taken, {
    dermoscope: false,
    affected: ['palms'],
    unaffected: ['mucosa', 'nails'],
  })
  expect(missing.map(({ view, toTake, unanswered }) => [view.id, toTake, unanswered])).toEqual([
    ['close-up', 1, false],
    ['palms', 1, false],
    ['soles', 0, true],
  ])
})

test('the required views alone reach the least number of pictures the source names', () => {
  for (const { views, atLeast } of Object.values(checklists)) {
    const required = views.filter(view => view.need === 'required').reduce((sum, view) => sum + view.count, 0)
    expect(required).toBeGreaterThanOrEqual(atLeast ?? 1)
  }
})

test('taking what is missing, in any order, completes the set; a picture never makes more missing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...presentations),
      fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      fc.boolean(),
      (presentation, lesions, dermoscope) => {
        const setting = { dermoscope, lesions, affected: ['palms', 'soles'], unaffected: ['mucosa', 'nails'] }
        const taken: Taken[] = []
        let left = missingViews(presentation, taken, setting)
        for (let guard = 0; left.length > 0 && guard < 100; guard++) {
          const [next] = left.slice(-1)
          if (next === undefined) break
          taken.push({ viewId: next.view.id, ...(next.lesion === undefined ? {} : { lesion: next.lesion }) })
          const after = missingViews(presentation, taken, setting)
          const sum = (list: typeof left) => list.reduce((total, one) => total + one.toTake, 0)
          expect(sum(after)).toBe(sum(left) - 1)
          left = after
        }
        expect(left).toEqual([])
      },
    ),
  )
})
