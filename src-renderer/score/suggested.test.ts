import { describe, expect, it } from 'vitest'
import { isAnswer } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import { isMeasurable } from '../../src-shared/clinical/dermoscopy/scores.ts'
import { MarkBody, type MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { OutlineFindings } from '../../src-shared/imaging/outline/findings.ts'
import { gradeOf, outlineOn, suggestionsOf } from './suggested.ts'
import { keptTicks, withTaken } from './ticks.ts'

const corner = (x: number, y: number) => ({ x, y })
const triangle = [corner(10, 10), corner(90, 10), corner(50, 80)]
const markId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'
const outline = (figures: MarkOf<'outline'>['figures'] = {}): MarkOf<'outline'> => ({
  kind: 'outline',
  rings: [triangle.map(({ x, y }) => [x, y])],
  origin: 'hand',
  edited: false,
  figures,
})
type Good = Extract<OutlineFindings, { good: true }>
const axis = (asymmetric: boolean): Good['axes'][0] => ({
  line: [corner(10, 10), corner(90, 90)],
  shape: asymmetric ? 0.2 : 0.02,
  colour: 3,
  asymmetric,
})
const findings = (change: Partial<Good> = {}): Good => ({
  good: true,
  axes: [axis(false), axis(true)],
  edge: { abrupt: [true, ...Array<boolean>(7).fill(false)], steps: [20, 1, 1, 1, 1, 1, 1, 1], sectors: [triangle] },
  colours: [{ name: 'darkBrown', share: 0.62, mean: [32, 14, 18], rings: [triangle, triangle] }],
  ...change,
})
const suggested = (change?: Partial<Good>, figures?: MarkOf<'outline'>['figures']) =>
  suggestionsOf({ markId, body: outline(figures) }, findings(change))
const valuesOf = (all: ReturnType<typeof suggested>) => Object.fromEntries(all.map(({ code, value }) => [code, value]))

describe('suggestions of a confirmed outline', () => {
  it('are answers with a place and numbers each, of criteria that can be measured', () => {
    const all = suggested()
    expect(valuesOf(all)).toEqual({ 'asymmetry.axes': 1, 'border.abrupt': 1, 'colour.dark-brown': true })
    for (const { code, value, regions, suggested: by } of all) {
      expect(isMeasurable(code) && isAnswer(code, value)).toBe(true)
      expect(regions.length).toBeGreaterThan(0)
      expect(Object.keys(by.figures).length).toBeGreaterThan(0)
      expect(by.outlineMarkId).toBe(markId)
    }
    expect(all.map(gradeOf)).toEqual(['one axis', '1', undefined])
    expect(all.map(({ why }) => why)).toMatchObject([
      { shape: '2 % · 20 %' },
      { steps: '1.0 – 20.0' },
      { share: '62 %' },
    ])
  })

  it('fit the record as they are taken', () => {
    const ticks = keptTicks(withTaken({}, suggested()), { siteCode: '66643007' })
    const body = { kind: 'score', version: 'v', ticks, context: { siteCode: '66643007' }, results: [] }
    expect(MarkBody.parse(body)).toEqual(body)
  })

  it('rest on the whole outline where nothing tells its parts apart', () => {
    const even = suggested({ axes: [axis(false), axis(false)], colours: [], edge: undefined })
    expect(even).toMatchObject([{ code: 'asymmetry.axes', value: 0, regions: outline().rings }])
  })

  it('tell blue from grey', () => {
    const grey = (b: number) =>
      suggested({ colours: [{ name: 'blueGrey', share: 0.2, mean: [45, 0, b], rings: [triangle] }] }).at(-1)?.code
    expect([grey(-12), grey(-2)]).toEqual(['colour.blue', 'colour.grey'])
  })

  it('say of the diameter only what its uncertainty allows', () => {
    const diameter = (value: number) =>
      valuesOf(suggested({}, { diameter: { value, unit: 'mm', uncertainty: 0.2 } }))['clinical.diameter']
    expect([diameter(5), diameter(6.9), diameter(7.1), diameter(8)]).toEqual([false, undefined, undefined, true])
    expect(valuesOf(suggested({}, { diameter: { value: 800, unit: 'px' } }))['clinical.diameter']).toBeUndefined()
  })

  it('come from the newest outline of the very picture that stands', () => {
    const mark = (change: object) => ({ markId, blobId: 'one', state: 'current', body: outline(), ...change }) as Mark
    expect(outlineOn([mark({ blobId: 'two' }), mark({ state: 'voided' })], 'one')).toBeUndefined()
    expect(outlineOn([mark({ markId: 'a' }), mark({ markId: 'b' })], 'one')?.markId).toBe('b')
  })
})
