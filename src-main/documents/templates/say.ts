import type { Allergies, Clinician, Head, Numbered, PaperSignature } from '../../../src-shared/documents/index.ts'
import type { Block, Field, Page } from '../page.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-03-09` as `9 Mar 2026`: no country reads it as another day. */
export const dayOf = (day: string): string => {
  const [year, month, date] = day.slice(0, 10).split('-')
  return `${Number(date)} ${months[Number(month) - 1]} ${year}`
}

/** A moment as it was written, with its offset: `9 Mar 2026, 14:05 (UTC+01:00)`. */
export const momentOf = (moment: string): string => {
  const offset = /[+-]\d\d:\d\d$/.exec(moment)?.[0] ?? ''
  return `${dayOf(moment)}, ${moment.slice(11, 16)} (UTC${offset === '+00:00' ? '' : offset})`
}

/** The fields that have a value. */
export const fields = (
  rows: readonly (readonly [label: string, value: string | undefined])[],
  look?: 'pairs' | 'bold',
): Block[] => {
  const told = rows.filter((row): row is Field => row[1] !== undefined)
  return told.length === 0 ? [] : [{ kind: 'fields', rows: told, ...(look && { look }) }]
}

/** A heading over what it has; nothing where it has nothing. */
export const section = (text: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', text }, ...blocks]

/** A paragraph for each line a clinician wrote. */
export const prose = (text: string | undefined): Block[] => (text === undefined ? [] : [{ kind: 'text', text }])

export const list = (items: readonly string[] | undefined): Block[] =>
  items === undefined || items.length === 0 ? [] : [{ kind: 'list', items }]

/** Pictures under one heading, numbered from `first`. */
export const pictures = (of: Extract<Block, { kind: 'pictures' }>['pictures'] | undefined, first = 1): Block[] =>
  of === undefined || of.length === 0 ? [] : [{ kind: 'pictures', first, pictures: of }]

export const problemOf = ({ text, code }: { text: string; code?: string | undefined }): string =>
  code === undefined ? text : `${text} (${code})`

export const medicineOf = ({ name, directions }: { name: string; directions?: string | undefined }): string =>
  directions === undefined ? name : `${name}: ${directions}`

/** Allergies on paper always say something: what was not asked is not `none`. */
export const allergiesOf = (allergies: Allergies | undefined): string => {
  if (allergies === undefined) return 'Not recorded'
  if (allergies === 'none known') return 'None known'
  return allergies.map(({ substance, reaction }) => (reaction ? `${substance} (${reaction})` : substance)).join('; ')
}

const numbersOf = (numbers: readonly Numbered[]): string =>
  numbers.map(({ label, value }) => `${label} ${value}`).join('  ·  ')

/** A clinician in lines: name and role, organisation, address, telephone, numbers. */
export const linesOf = ({ name, role, organisation, address = [], phone, numbers = [] }: Clinician): string[] => [
  role === undefined ? name : `${name}, ${role}`,
  ...(organisation === undefined ? [] : [organisation]),
  ...(address.length === 0 ? [] : [address.join(', ')]),
  ...(phone === undefined ? [] : [`Telephone ${phone}`]),
  ...(numbers.length === 0 ? [] : [numbersOf(numbers)]),
]

/** Who signed, when and by what; an empty line to sign on where nobody has. */
export const signature = (
  signed: PaperSignature | undefined,
  awaited: Clinician,
): Extract<Block, { kind: 'signature' }> => {
  if (signed === undefined)
    return { kind: 'signature', signed: false, lines: [...linesOf(awaited).slice(0, 2), 'Not signed electronically'] }
  const { by, at, secondStep, hash } = signed
  const how = secondStep === undefined ? '' : `, confirmed by ${secondStep}`
  return {
    kind: 'signature',
    signed: true,
    lines: [
      ...linesOf({ ...by, address: [], phone: undefined }),
      `Signed electronically on ${momentOf(at)}${how}`,
      `Signature SHA-256 ${hash}`,
    ],
  }
}

interface Coded {
  readonly signed: ReturnType<typeof signature>
  readonly payload: string
  readonly contentHash: string
  readonly keyId: string | undefined
  /** What the code holds, for who cannot see it, and how the paper is checked by it. */
  readonly alt: string
  readonly check: string
}

/** Who signed, beside the code that proves it. */
export const coded = ({ signed, payload, contentHash, keyId, alt, check }: Coded): Block => ({
  kind: 'code',
  payload,
  alt,
  lines: [
    ...signed.lines,
    `Content SHA-256 ${contentHash}`,
    ...(keyId === undefined ? [] : [`Signed by key ${keyId}`]),
    check,
  ],
})

const banners: Readonly<Record<Head['status'], string | undefined>> = {
  draft: 'DRAFT. Not valid until it is signed.',
  final: undefined,
  amended: 'AMENDED. This edition replaces the ones before it.',
  'entered-in-error': 'ENTERED IN ERROR. Do not use this document.',
}

const patientOf = ({
  name,
  birthDate,
  sex,
  numbers = [],
  address,
  phone,
  weight,
}: Head['patient']): Page['patient'] => {
  const known = numbers.map(({ label, value }): Field => [label, value])
  const more: readonly (readonly [string, string | undefined])[] = [
    ['Address', address?.join(', ')],
    ['Telephone', phone],
    ['Weight', weight && `${weight.value} (${dayOf(weight.on)})`],
  ]
  return {
    fields: [
      ['Patient', name],
      ['Born', dayOf(birthDate)],
      ['Sex', sex],
      ...known,
      ...more.filter((row): row is Field => row[1] !== undefined),
    ],
    line: [name, `born ${dayOf(birthDate)}`, ...known.map(([label, value]) => `${label} ${value}`)].join('  ·  '),
  }
}

interface Asked {
  readonly title: string
  readonly contentHash: string
  readonly blocks: readonly Block[]
  readonly unprintable?: Page['unprintable']
  readonly banner?: string
}

/** The frame of every paper around its blocks. */
export const page = (
  head: Omit<Head, 'patient'> & { patient: Head['patient'] | Page['patient'] },
  asked: Asked,
): Page => {
  const { clinic, patient, status, id, edition, language, paper, created } = head
  const { title, contentHash, blocks, unprintable = 'box', banner = banners[status] } = asked
  const { name, address, phone, email, numbers = [] } = clinic
  const reach = [phone && `Telephone ${phone}`, email].filter(one => one !== undefined)
  return {
    id,
    title,
    language,
    paper,
    created,
    contentHash,
    clinic: { name, lines: [...address, ...(reach.length === 0 ? [] : [reach.join('  ·  ')])], numbers },
    patient: 'line' in patient ? patient : patientOf(patient),
    ...(banner !== undefined && { banner }),
    unprintable,
    blocks: [{ kind: 'text', text: `${momentOf(created)}  ·  edition ${edition}`, size: 'small' }, ...blocks],
  }
}
