import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsOn, icdCodes, icdOf, searchIcd } from './icd.ts'

const codesOf = (text: string) => searchIcd(text).map(({ code }) => code)

describe('the ICD-10-CM list', () => {
  test('has 185 codes, each once, each written as ICD writes them', () => {
    expect(icdCodes).toHaveLength(185)
    expect(new Set(icdCodes.map(({ code }) => code)).size).toBe(185)
    for (const { code, title } of icdCodes) {
      expect(code).toMatch(/^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/)
      expect(title.length).toBeGreaterThan(3)
    }
  })

  test('a code holds from its first day to its last, both included', () => {
    const code = { validFrom: '2021-10-01', validTo: '2024-09-30' }
    expect(['2021-09-30', '2021-10-01', '2024-09-30', '2024-10-01'].map(day => holdsOn(code, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(holdsOn({ validFrom: '2021-10-01' }, '2099-01-01')).toBe(true)
    expect(searchIcd('psoriasis', { on: '2021-09-30' })).toEqual([])
  })
})

describe('searching it', () => {
  test('by the beginning of a code, with or without its dot', () => {
    expect(codesOf('L40')).toEqual(['L40.0', 'L40.1', 'L40.3', 'L40.4', 'L40.50', 'L40.8', 'L40.9'])
    expect(codesOf('l400')).toEqual(['L40.0'])
    expect(codesOf('l40.5')).toEqual(['L40.50'])
    expect(codesOf('Q99')).toEqual([])
  })

  test('by words in any order, by their beginnings; a title that begins so comes first', () => {
    expect(codesOf('vulg psor')).toEqual(['L40.0'])
    expect(codesOf('acne')[0]).toBe('L70.0')
    expect(codesOf('malignant')[0]).toBe('C43.9')
  })

  test('accents, case and British spelling do not matter', () => {
    expect(codesOf('Café')).toEqual(['L81.3'])
    expect(codesOf('SÉZARY')).toEqual(['C84.10'])
    expect(codesOf('haemangioma')).toEqual(['D18.01'])
    expect(codesOf('naevi scalp')).toEqual(['D22.4'])
  })

  test('nothing asked, nothing found', () => {
    expect(codesOf('')).toEqual([])
    expect(codesOf('  ,;-')).toEqual([])
  })

  test('every row is found by its code and by its title', () => {
    for (const { code, title } of icdCodes) {
      expect(icdOf(code)?.title).toBe(title)
      expect(codesOf(code)).toContain(code)
      expect(searchIcd(title, { limit: 200 }).map(row => row.code)).toContain(code)
    }
  })

  test('whatever is typed: no more than the limit, each row once, more words never find more', () => {
    const typed = fc.oneof(fc.string(), fc.constantFrom('melanoma', 'skin', 'l2', 'other of', 'ß', 'C43.'))
    fc.assert(
      fc.property(typed, fc.constantFrom('skin', 'other', 'unspecified'), (text, more) => {
        const found = searchIcd(text, { limit: 200 })
        expect(new Set(found).size).toBe(found.length)
        expect(searchIcd(text, { limit: 3 })).toEqual(found.slice(0, 3))
        const narrower = searchIcd(`${text} ${more}`, { limit: 200 })
        if (found.length > 0 && !/^[a-z]\d/i.test(text.trim())) for (const row of narrower) expect(found).toContain(row)
      }),
    )
  })
})
