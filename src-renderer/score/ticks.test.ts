import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { criteria } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import {
  answered,
  answersIn,
  keptTicks,
  numbersOf,
  restAbsent,
  shapesOf,
  type Ticks,
  ticksOf,
  withoutRegion,
  withRegion,
  withTaken,
} from './ticks.ts'

const ring = [
  [1, 2],
  [3, 4],
  [5, 1],
] as const
const back = { siteCode: '66643007', dermoscopic: 'contact-polarized' }

describe('ticks', () => {
  it('the same answer again takes it back; another one replaces it and its places', () => {
    const absent = answered({}, 'veil', false)
    expect(answered(absent, 'veil', false)).toEqual({})
    expect(answered(withRegion({}, 'veil', ring), 'veil', false)).toEqual({ veil: { value: false, regions: [] } })
  })

  it('a presence goes with its last place', () => {
    const two = withRegion(withRegion({}, 'veil', ring), 'veil', ring)
    expect(withoutRegion(two, 'veil', 0)['veil']?.regions).toHaveLength(1)
    expect(withoutRegion(withoutRegion(two, 'veil', 0), 'veil', 0)).toEqual({})
  })

  it('the rest of a group becomes absent, without guessing grades or what the light hides', () => {
    const ticks = restAbsent(withRegion({}, 'veil', ring), 'areas', ['area.shiny-white'])
    expect(answersIn(ticks)).toMatchObject({ veil: true, 'blotch.irregular': false, 'regression.scar': false })
    expect(ticks['area.shiny-white']).toBeUndefined()
    expect(answersIn(restAbsent({}, 'symmetry', []))).toEqual({
      'asymmetry.pattern': false,
      'symmetry.everywhere': false,
    })
  })

  it('are kept and come back the same, numbered in the order of the checklist', () => {
    const codes = criteria.filter(({ needsRegion }) => needsRegion).map(({ code }) => code)
    const some = fc.uniqueArray(fc.constantFrom(...codes))
    fc.assert(
      fc.property(some, chosen => {
        const ticks = chosen.reduce<Ticks>((so, code) => withRegion(so, code, ring), {})
        expect(ticksOf(keptTicks(ticks, back))).toEqual(ticks)
        expect([...numbersOf(ticks).keys()]).toEqual(codes.filter(code => chosen.includes(code)))
        expect(shapesOf(ticks, code => code).map(({ label }) => Number(label))).toEqual(chosen.map((_, at) => at + 1))
      }),
    )
    const shiny = withRegion({}, 'area.shiny-white', ring)
    expect(keptTicks(shiny, { siteCode: back.siteCode })).toEqual([])
  })

  it('taken from a suggestion keep what suggested them, until a hand changes them', () => {
    const suggested = { by: { name: 'm', version: '1' }, outlineMarkId: 'o', figures: {} }
    const taken = withTaken({}, [
      { code: 'asymmetry.axes', value: 1, regions: [ring.slice(0, 2)], suggested },
      { code: 'colour.red', value: true, regions: [ring], suggested },
    ])
    expect(ticksOf(keptTicks(taken, back))).toEqual(taken)
    expect(numbersOf(taken).size).toBe(2)
    const more = withRegion(withRegion(taken, 'colour.red', ring), 'asymmetry.axes', ring)
    expect(more['colour.red']).toEqual({ value: true, regions: [ring, ring] })
    expect(more['asymmetry.axes']).toMatchObject({ value: 1 })
    expect(withoutRegion(taken, 'asymmetry.axes', 0)['asymmetry.axes']).toBeUndefined()
    expect(answered(taken, 'asymmetry.axes', 2)['asymmetry.axes']).toEqual({ value: 2, regions: [] })
  })
})
