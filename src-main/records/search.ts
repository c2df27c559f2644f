import { birthDatesOf } from './birth-dates.ts'
import { numberKeyOf, spellingsOf, wordsOf } from './fold.ts'
import type { Term } from './rows.ts'

/** More words than this do not make a search narrower. */
const mostTerms = 8

const termsOfWord = (written: string): Term[] => {
  const dates = birthDatesOf(written).map(value => ({ kind: 'born' as const, value, prefix: false }))
  const number = numberKeyOf(written)
  const numbers = number ? [{ kind: 'number' as const, value: number, prefix: false }] : []
  const others = [...dates, ...numbers]
  if (dates.length > 0) return [others]
  const spellings = spellingsOf(written)
  const longest = Math.max(...spellings.map(parts => parts.length))
  // "Smith-Jones" asks for both parts; either spelling of a part will do, and the whole may be a number.
  return Array.from({ length: longest }, (_, at) => [
    ...spellings.flatMap(parts => parts[at] ?? []).map(value => ({ kind: 'name' as const, value, prefix: true })),
    ...others,
  ])
}

/**
 * What to look a patient up by, from what was typed or scanned: every term must be met, each by a name's beginning, a birth date
 * or a whole number (MRN, barcode). A number written with blanks is tried as one as well. Empty where nothing was written.
 */
export const termsOf = (text: string): Term[] => {
  const terms = text
    .replace(/(\d)\s*([./-])\s*(?=\d)/g, '$1$2')
    .split(/[\s,;]+/u)
    .filter(Boolean)
    .flatMap(termsOfWord)
    .filter(term => term.length > 0)
    .slice(0, mostTerms)
  const whole = numberKeyOf(text)
  if (terms.length < 2 || !/\d/.test(whole)) return terms
  return terms.map(term => [...term, { kind: 'number', value: whole, prefix: false }])
}

/**
 * An FTS5 query that asks for every word of `text`, as the beginning of a word. Only letters and digits are left of the text and
 * each word is quoted, so that FTS5's own syntax cannot be written. Undefined where no word is left.
 */
export const noteQueryOf = (text: string): string | undefined => {
  const words = wordsOf(text).slice(0, 16)
  return words.length === 0 ? undefined : words.map(word => `"${word}"*`).join(' ')
}
