// Letters that Unicode does not take apart into a plain letter and a mark, and how people write them without a special keyboard.
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
  ς: 'σ',
}
const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

const special = /[ßæœøłđðþıħŧŋĸς]/gu
const umlauts = /[äöüøå]/gu
const marks = /\p{Mn}+/gu
const separators = /[^\p{L}\p{N}]+/u

/** Lower case without accents; letters that hold no accent to take off are written plainly (ß as ss, ø as o, ł as l, æ as ae). */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(special, letter => plain[letter] ?? letter)

/** As `folded`, but with umlauts written out, as on forms and machine-readable passports (ü as ue, å as aa, ø as oe). */
const spelledOut = (text: string): string =>
  folded(
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(umlauts, letter => spelled[letter] ?? letter),
  )

/** The folded words of a text, in order: runs of letters and digits. */
export const wordsOf = (text: string): string[] => folded(text).split(separators).filter(Boolean)

/** Both spellings of one written word, each as its parts: "O'Brien" as [o, brien], "Müller" as [muller] and [mueller]. */
export const spellingsOf = (written: string): string[][] => {
  const [first, second] = [wordsOf(written), spelledOut(written).split(separators).filter(Boolean)]
  return first.join(' ') === second.join(' ') ? [first] : [first, second]
}

/** A number as it is compared: letters and digits only, folded, so that blanks, hyphens and case do not matter. */
export const numberKeyOf = (text: string): string => wordsOf(text).join('')
