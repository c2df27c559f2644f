import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { birthDatesOf } from './birth-dates.ts'
import { folded, wordsOf } from './fold.ts'
import { openRig, type Rig } from './rig/open.ts'
import { noteQueryOf, termsOf } from './search.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

/** Everything that means something to FTS5 or to SQL, and anything else. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '*',
        'NEAR(',
        'OR',
        'AND',
        'NOT',
        ')',
        '(',
        '^',
        'text:',
        '-',
        '{',
        "'",
        ';',
        '--',
        '\0',
        '𝕏',
        'ß',
      ),
    )
    .map(parts => parts.join(' ')),
)

const query = { numRuns: 300 }

test('whatever is typed into the note search is asked for as words, never read as syntax', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const asked = noteQueryOf(text)
      expect(await rig.calls.searchNotes({ text }, rig.asking)).toEqual([])
      expect(asked === undefined || /^("[\p{L}\p{N}]+"\*)( "[\p{L}\p{N}]+"\*)*$/u.test(asked)).toBe(true)
    }),
    query,
  )
})

test('whatever is typed into the patient search is answered', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      expect(Array.isArray(await rig.calls.findPatients({ text, limit: 5 }, rig.asking))).toBe(true)
      expect(termsOf(text).length).toBeLessThanOrEqual(8)
    }),
    query,
  )
})

test('a patient is found by the beginnings of the words of any name, in any order', async () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 2, maxLength: 12 })
    .filter(text => wordsOf(text).length > 0 && text.trim() !== '')
  let count = 0
  await fc.assert(
    fc.asyncProperty(name, name, async (family, given) => {
      const marker = `zz${count++}q`
      await rig.calls.addPatient(
        { family: `${family.trim()} ${marker}`, given: given.trim(), sex: 'other' },
        rig.asking,
      )
      const typed = [marker, ...given.split(/[\s,;]+/), ...family.split(/[\s,;]+/)].slice(0, 6).join(' ')
      // What reads as a date is looked for as one.
      fc.pre(!typed.split(' ').some(word => birthDatesOf(word).length > 0))
      const rows = await rig.calls.findPatients({ text: typed, limit: 5 }, rig.asking)
      expect(rows).toHaveLength(1)
    }),
    { numRuns: 60 },
  )
})

test('folding is done once: folding again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(folded(folded(text))).toBe(folded(text))
    }),
  )
})

test('every written form of a date reads back as that date', () => {
  const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, date => {
      const iso = date.toISOString().slice(0, 10)
      const [year = '', month = '', day = ''] = iso.split('-')
      const bare = [Number(month), Number(day)] as const
      const forms = [
        iso,
        `${year}${month}${day}`,
        `${day}.${month}.${year}`,
        `${bare[1]}.${bare[0]}.${year}`,
        `${day}/${month}/${year}`,
        `${bare[0]}/${bare[1]}/${year}`,
        `${bare[1]}-${bare[0]}-${year.slice(2)}`,
      ]
      for (const form of forms) expect(birthDatesOf(form)).toContain(iso)
    }),
  )
})

test.each(['2023-02-30', '31.4.1990', '00/00/1990', '1990', '17.05', '17-05/1980', '99999999', ''])(
  '%s is no date',
  text => {
    expect(birthDatesOf(text)).toEqual([])
  },
)
