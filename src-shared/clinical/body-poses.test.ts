import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyViewOf, pinAt, placesOf } from './body-map.ts'
import { coverageOf, mapPlaces, poseSiteOf, poses } from './body-poses.ts'
import { bodySites, siteOf } from './body-sites.ts'
import { isicPathOf } from './isic-path.ts'
import { checklists } from './views.ts'

const ids = poses.map(({ id }) => id)

describe('poses', () => {
  it('show places that have a code, and are the views of the total-body checklist', () => {
    const codes = poses.flatMap(({ shows }) => shows.map(place => place.split('/')[0] ?? ''))
    expect(codes.filter(code => siteOf(code) === undefined)).toEqual([])
    expect(checklists['total-body'].views.map(({ id }) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('cover more of the map with every picture, and all of them still not the whole of it', () => {
    fc.assert(
      fc.property(fc.subarray(ids), fc.constantFrom(...ids), (taken, more) => {
        const [before, after] = [coverageOf(taken), coverageOf([...taken, more])]
        expect(before.shown.length + before.missing.length).toBe(mapPlaces().length)
        expect(after.shown.length).toBeGreaterThanOrEqual(before.shown.length)
        expect(after.missing.length).toBeLessThanOrEqual(before.missing.length)
      }),
    )
    expect(coverageOf([]).shown).toEqual([])
    const all = coverageOf(ids)
    expect(all.missing.length).toBeGreaterThan(0)
    expect(all.shown.length).toBeGreaterThan(0.7 * mapPlaces().length)
  })

  it('are filed under a site that has a side exactly where it needs one', () => {
    for (const { id } of poses) {
      const filed = poseSiteOf(id)
      const site = siteOf(filed?.siteCode ?? '')
      expect(site?.sided).toBe(filed?.laterality !== undefined)
    }
    expect(poseSiteOf('tbp-head-left')).toMatchObject({ laterality: 'left' })
    expect(poseSiteOf('tbp-palms')).toMatchObject({ siteCode: '70887009', laterality: 'bilateral' })
    expect(poseSiteOf('close-up')).toBeUndefined()
  })

  it('of one side leave the other open', () => {
    const { shown, missing } = coverageOf(['tbp-head-left'])
    expect(shown.some(({ label }) => label === 'Ear, left')).toBe(true)
    expect(missing.some(({ label }) => label === 'Ear, right')).toBe(true)
  })
})

describe('nails', () => {
  it('are places of their own, each on its side', () => {
    for (const [view, code] of [
      ['fingernails', '770816002'],
      ['toenails', '770822006'],
    ] as const)
      for (const side of ['left', 'right'] as const) {
        const place = placesOf(code, side).find(one => one.view.id === view)
        if (!place) throw new Error(`no ${code} on ${view}`)
        expect(pinAt(bodyViewOf(view), place.region.labelAt)).toMatchObject({ siteCode: code, laterality: side })
      }
  })
})

describe('the ISIC path', () => {
  it('of every site is known, from coarse to fine in at most five levels', () => {
    expect(bodySites.filter(({ code }) => isicPathOf(code).length === 0).map(({ label }) => label)).toEqual([])
    for (const { code } of bodySites) {
      const path = isicPathOf(code)
      expect(path.length).toBeLessThanOrEqual(5)
      expect(path.every(level => level.length > 2)).toBe(true)
    }
  })

  it('starts with one of the five regions of the archive, and is empty for a stranger', () => {
    const regions = ['Head and neck', 'Trunk', 'Upper extremity', 'Lower extremity', 'Anogenital region']
    expect(new Set(bodySites.map(({ code }) => isicPathOf(code)[0]))).toEqual(new Set(regions))
    expect(isicPathOf('constructor')).toEqual([])
  })
})
