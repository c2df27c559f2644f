import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, it } from 'vitest'
import { linkKinds, outcomeCodes, triageFlags } from '../src-shared/clinical/triage/codes.ts'
import { caseFacts, conditions, lesionFacts, lesionPlaces, procedures } from '../src-shared/clinical/triage/facts.ts'
import { printed } from './rules/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutis-rules-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function fileOf(content: unknown): string {
  files += 1
  const file = join(folder, `${files}.json`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const answerOf = (...args: readonly string[]): unknown => JSON.parse(printed(args))

describe('npm run rules', () => {
  it('triages an array into an array, with a policy where one is given', () => {
    const file = fileOf([
      { caseId: 'a', conditions: ['scabies'] },
      { lesions: [{ facts: ['suspected-bcc'], diameterMm: 7 }] },
    ])
    expect(answerOf('triage', file)).toMatchObject([
      { caseId: 'a', class: 'P5', fired: [{ id: 'R32', confirm: true }] },
      { class: 'P4', fired: [{ id: 'R18' }], suitability: { code: 'NOT_TELE' } },
    ])
    const policy = fileOf({ otherBasalCell: 'P3' })
    expect(answerOf('triage', file, '--policy', policy)).toMatchObject([{ class: 'P5' }, { class: 'P3' }])
  })

  it('scores ticks and severity, and gives prevention plans and closings', () => {
    const scores = fileOf([
      { instrument: 'dlqi', inputs: { total: 11 } },
      { siteCode: '36141000', answers: { 'clinical.size-change': true } },
    ])
    expect(answerOf('score', scores)).toMatchObject([
      { total: '11', band: { id: 'very-large' } },
      expect.arrayContaining([expect.objectContaining({ algorithm: 'nice', state: 'incomplete' })]),
    ])
    expect(answerOf('prevention', fileOf([{ naevi: 'above-100' }]))).toMatchObject([{ tier: 'HIGH' }])
    const closing = { outcome: 'REPEAT_IMAGES', class: 'P4', suitability: 'TELE_OK', excluded: false, procedure: false }
    const evidence = { role: 'dermatologist', dermoscopic: [], reportSigned: false, links: [] }
    expect(answerOf('closing', fileOf([{ ...closing, ...evidence }]))).toEqual([
      { allowed: false, needs: ['new-images'] },
    ])
  })
})

describe('Rows, page and refusals', () => {
  it('prints the rows of every table with source, edition and owner', () => {
    const names = ['triage', 'thresholds', 'suitability', 'outcomes', 'intake', 'prevention']
    const lists = answerOf('rows', fileOf(names)) as unknown[]
    expect(lists).toHaveLength(names.length)
    for (const list of lists) {
      const rows = Array.isArray(list) ? list : [list]
      const said = {
        source: expect.anything(),
        edition: expect.anything(),
        owner: expect.anything(),
        from: expect.anything(),
      }
      for (const row of rows) expect({ source: 'of each row', ...row }).toMatchObject(said)
    }
  })

  it('has every code in its page', () => {
    const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'rules.md'), 'utf8')
    const codes = [...caseFacts, ...conditions, ...lesionFacts, ...lesionPlaces, ...procedures]
    const more = [...linkKinds, ...outcomeCodes, ...triageFlags]
    expect([...codes, ...more].filter(code => !page.includes(`\`${code}\``))).toEqual([])
  })

  it('names what cannot be read by its place, prints nothing else, and ends with 1', () => {
    const refusals = [
      [['triage', fileOf([{}, { facts: ['nonsense'] }, { ageYears: 0 }])], /^\[1\] facts\.0: .*\n\[2\] ageMonths: /],
      [['score', fileOf([{ instrument: 'dlqi', inputs: { total: 31 } }])], /^\[0\] inputs\.total/],
      [['score', fileOf([{ instrument: 'nothing', inputs: {} }])], /^\[0\] instrument/],
      [['score', fileOf([{ siteCode: '1', answers: { nothing: true } }])], /^\[0\] answers\.nothing/],
      [['prevention', fileOf({})], /not an array/],
      [['prevention', fileOf('[')], /JSON/],
      [['prevention', join(folder, 'nowhere.json')], /nowhere/],
      [['triage', fileOf([]), '--policy', fileOf({ fever: 50 })], /^policy: fever/],
      [['nothing', fileOf([])], /triage/],
      [['triage', fileOf([]), '--nothing'], /nothing/],
    ] as const
    for (const [args, words] of refusals) expect(() => printed(args)).toThrow(words)
    const [args, words] = refusals[0]
    const program = join(import.meta.dirname, 'rules.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(words)
  })
})
