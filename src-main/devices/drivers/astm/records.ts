import { DeviceError } from '../../errors.ts'

/** What divides a record; a message says it in its header (ASTM E1394 §6.4). */
export interface Delimiters {
  readonly field: string
  readonly repeat: string
  readonly component: string
  readonly escape: string
}

export const usualDelimiters: Delimiters = { field: '|', repeat: '\\', component: '^', escape: '&' }

export interface AstmRecord {
  /** H, P, O, R, C, Q, L, M or S. */
  readonly type: string
  /** As they stand, the type first; in a header the second is the delimiters. */
  readonly fields: readonly string[]
  readonly delimiters: Delimiters
}

const damaged = (): DeviceError => new DeviceError('devices.protocol', 'astm record')

function delimitersOf(header: string): Delimiters {
  const [field = '', repeat = '', component = '', escape = ''] = header.slice(1, 5)
  const all = [field, repeat, component, escape]
  if (new Set(all).size !== 4 || all.some(one => one === '' || /[A-Za-z0-9\s]/.test(one))) throw damaged()
  return { field, repeat, component, escape }
}

/** One record from its text without CR. A header brings its own delimiters. */
export function readRecord(text: string, delimiters: Delimiters = usualDelimiters): AstmRecord {
  if (!/^H[^A-Za-z0-9]/.test(text)) {
    const fields = text.split(delimiters.field)
    return { type: fields[0] ?? '', fields, delimiters }
  }
  const own = delimitersOf(text)
  const rest = text.slice(5)
  if (rest !== '' && !rest.startsWith(own.field)) throw damaged()
  return { type: 'H', fields: ['H', text.slice(1, 5), ...rest.slice(1).split(own.field)], delimiters: own }
}

/** The records of a message's joined text. Records before a header are read with the usual delimiters. */
export function readRecords(text: string): readonly AstmRecord[] {
  let delimiters = usualDelimiters
  return text
    .split('\r')
    .filter(line => line !== '')
    .map(line => {
      const record = readRecord(line, delimiters)
      delimiters = record.delimiters
      return record
    })
}

/** Letters between two escape characters stand for a delimiter, `X` and hexadecimal digits for bytes (E1394 §6.4.2). */
function unescaped(text: string, { field, repeat, component, escape }: Delimiters): string {
  if (!text.includes(escape)) return text
  const names = new Map([
    ['F', field],
    ['S', component],
    ['R', repeat],
    ['E', escape],
  ])
  const [first = '', ...rest] = text.split(escape)
  let out = first
  for (let at = 0; at < rest.length; at += 2) {
    const word = rest[at] ?? ''
    const hex = /^X((?:[0-9A-Fa-f]{2})+)$/.exec(word)?.[1]
    const plain = at + 1 >= rest.length ? escape + word : ''
    out += names.get(word) ?? (hex === undefined ? plain : Buffer.from(hex, 'hex').toString('latin1'))
    out += rest[at + 1] ?? ''
  }
  return out
}

/** A field as repeats of components, unescaped. */
export const partsOf = ({ fields, delimiters }: AstmRecord, index: number): readonly (readonly string[])[] =>
  (fields[index] ?? '')
    .split(delimiters.repeat)
    .map(repeat => repeat.split(delimiters.component).map(part => unescaped(part, delimiters)))

/** The first component of a field's first repeat. */
export const textOf = (record: AstmRecord, index: number): string => partsOf(record, index)[0]?.[0] ?? ''
