import { expect, test } from 'vitest'
import { bodyViewOf, bodyViews, neighbourOf, pinAt, placesOf, regionAt } from './body-map.ts'
import { bodySites, siteCodingOf, siteLabelOf, siteOf } from './body-sites.ts'
import { inside, type Point } from './shape.ts'

const grid = function* (width: number, height: number, step: number): Generator<Point> {
  for (let y = step / 2; y < height; y += step) for (let x = step / 2; x < width; x += step) yield [x, y]
}

test('every code is told once and well formed', () => {
  expect(new Set(bodySites.map(site => site.code)).size).toBe(bodySites.length)
  for (const { code, scheme } of bodySites) expect(code).toMatch(scheme === 'SCT' ? /^\d{6,9}$/ : /^\d{5,6}$/)
  expect(siteCodingOf('36141000')).toEqual({
    system: 'http://snomed.info/sct',
    code: '36141000',
    display: 'Skin of cheek',
  })
  expect(siteLabelOf('36141000', 'left')).toBe('Cheek, left')
  expect(siteLabelOf('113179006', 'left')).toBe('Nose')
  expect(siteOf('1')).toBeUndefined()
})

// SNOMED CT identifiers end in a Verhoeff check digit; a mistyped code does not.
const product = Array.from({ length: 10 }, (_, a) =>
  Array.from({ length: 10 }, (__, b) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5,
  ),
)
const shift = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
const verhoeff = (code: string): number =>
  Array.from(code)
    .reverse()
    .reduce((sum, digit, place) => {
      let value = Number(digit)
      for (let i = 0; i < place % 8; i++) value = shift[value] ?? 0
      return product[sum]?.[value] ?? -1
    }, 0)

test('every SNOMED CT code carries its check digit', () => {
  for (const { code, scheme } of bodySites) if (scheme === 'SCT') expect(`${code} ${verhoeff(code)}`).toBe(`${code} 0`)
})

test.each(bodyViews().map(view => [view.id, view] as const))(
  '%s: regions are coded, sided as their site is, and hit by their own middle',
  (_, view) => {
    expect(new Set(view.regions.map(region => region.id)).size).toBe(view.regions.length)
    for (const region of view.regions) {
      expect(siteOf(region.siteCode), region.siteCode).toBeDefined()
      expect(region.laterality !== undefined, region.id).toBe(siteOf(region.siteCode)?.sided)
      expect(regionAt(view, region.labelAt)?.id).toBe(region.id)
      for (const [x, y] of region.rings.flat()) {
        expect(x >= -0.5 && x <= view.width + 0.5 && y >= 0 && y <= view.height, `${region.id} ${x},${y}`).toBe(true)
      }
    }
  },
)

test.each(bodyViews().map(view => [view.id, view] as const))('%s: regions do not overlap', (_, view) => {
  let figure = 0
  let doubly = 0
  for (const point of grid(view.width, view.height, 0.8)) {
    const count = view.regions.filter(region => inside(region.rings, point)).length
    if (count > 0) figure++
    if (count > 1) doubly++
  }
  expect(figure).toBeGreaterThan((0.1 * view.width * view.height) / 0.64)
  expect(doubly / figure).toBeLessThan(0.003)
})

test.each(bodyViews().map(view => [view.id, view] as const))('%s: arrow keys reach every region', (_, view) => {
  const first = view.regions[0]
  const reached = new Set(first ? [first] : [])
  for (const region of reached) {
    for (const way of ['up', 'down', 'left', 'right'] as const) {
      const next = neighbourOf(view, region, way)
      if (next !== undefined) reached.add(next)
    }
  }
  expect(view.regions.filter(region => !reached.has(region)).map(region => region.id)).toEqual([])
})

test('left is on the viewer’s right from the front and on the left from behind', () => {
  expect(pinAt(bodyViewOf('front'), [60, 60])).toMatchObject({ siteCode: '244106003', laterality: 'left' })
  expect(pinAt(bodyViewOf('back'), [60, 62])).toMatchObject({ siteCode: '130323', laterality: 'right' })
  expect(pinAt(bodyViewOf('head-left'), [36, 68])).toMatchObject({ siteCode: '36141000', laterality: 'left' })
  expect(pinAt(bodyViewOf('front'), [2, 2])).toBeUndefined()
})

test('a site known by code is found on its drawings', () => {
  expect(placesOf('70887009', 'left').map(({ view, region }) => [view.id, region.laterality])).toEqual([
    ['palms', 'left'],
  ])
  expect(placesOf('113179006').map(({ view }) => view.id)).toEqual(['head-front', 'head-left', 'head-right', 'scalp'])
})
