import { type IcdGroup, icdLines } from './icd-table.ts'

/** Where the codes come from and who answers for the list. */
export const icdEdition = {
  id: 'icd-10-cm',
  system: 'http://hl7.org/fhir/sid/icd-10-cm',
  source: 'ICD-10-CM order file, CDC/NCHS, public domain',
  edition: 'fiscal year 2022',
  owner: 'clinic policy',
  /** Codes were split and added in later years: a clinic checks the list against the edition it bills by. */
  confirm: true,
  effectiveFrom: '2021-10-01',
} as const

export interface IcdCode {
  readonly code: string
  readonly title: string
  readonly group: IcdGroup
  /** False for a heading that may be noted but not billed. */
  readonly billable: boolean
  /** The first and the last day of its use; without a last one it still holds. */
  readonly validFrom: string
  readonly validTo?: string
}

const groups = Object.keys(icdLines) as IcdGroup[]

/** Every code, in the order of its topics. */
export const icdCodes: readonly IcdCode[] = groups.flatMap(group =>
  icdLines[group].map(([code, title, other]) => ({
    code,
    title,
    group,
    billable: other?.billable ?? true,
    validFrom: other?.validFrom ?? icdEdition.effectiveFrom,
    ...(other?.validTo !== undefined && { validTo: other.validTo }),
  })),
)

const byCode = new Map(icdCodes.map(row => [row.code, row]))

/** The row of a code as it is written, `L40.0`; undefined where the list does not have it. */
export const icdOf = (code: string): IcdCode | undefined => byCode.get(code)

/** True on every day of a code's use; `on` is a day, ISO 8601. */
export const holdsOn = ({ validFrom, validTo }: Pick<IcdCode, 'validFrom' | 'validTo'>, on: string): boolean =>
  validFrom <= on && (validTo === undefined || on <= validTo)

/** Lower case, without accents, ligatures written out. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}+/gu, '')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ß/g, 'ss')

const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
const bareCode = (text: string): string => folded(text).replace(/[\s.]/g, '')

const indexed = icdCodes.map(row => ({ row, bare: bareCode(row.code), words: wordsOf(row.title) }))

const looksLikeCode = (text: string): boolean => /^[a-z]\d[0-9a-z.]*$/i.test(text.trim())

/** British and plain spellings that the official titles do not use. */
const spellings: Readonly<Record<string, string>> = {
  haemangioma: 'hemangioma',
  naevus: 'nevus',
  naevi: 'nevi',
  mole: 'melanocytic',
  moles: 'melanocytic',
  seborrhoeic: 'seborrheic',
  oedema: 'edema',
  bcc: 'basal',
  scc: 'squamous',
  eczema: 'dermatitis',
  shingles: 'zoster',
  hives: 'urticaria',
}

const fits = (words: readonly string[], asked: string): boolean => {
  const other = spellings[asked]
  return words.some(word => word.startsWith(asked) || (other !== undefined && word.startsWith(other)))
}

/**
 * Codes that begin with what was typed (`l40`, `L40.0`), else titles that have a word beginning with every word typed; accents and
 * case do not matter. Titles that begin with the first word come first, then the order of the list.
 */
export function searchIcd(text: string, { on, limit = 20 }: { on?: string; limit?: number } = {}): readonly IcdCode[] {
  const asked = wordsOf(text)
  if (asked.length === 0) return []
  const live = indexed.filter(({ row }) => on === undefined || holdsOn(row, on))
  if (looksLikeCode(text))
    return live
      .filter(({ bare }) => bare.startsWith(bareCode(text)))
      .map(({ row }) => row)
      .slice(0, limit)
  const found = live.filter(({ words }) => asked.every(word => fits(words, word)))
  const isFirst = ({ words: [first = ''] }: (typeof live)[number]) => fits([first], asked[0] ?? '')
  return [...found.filter(isFirst), ...found.filter(one => !isFirst(one))].map(({ row }) => row).slice(0, limit)
}
