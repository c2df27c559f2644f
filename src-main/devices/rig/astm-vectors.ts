import { readFileSync } from 'node:fs'
import { partsOf, readFrame, readRecord, readRecords } from '../drivers/astm/index.ts'
import { vectorFiles } from './vectors.ts'

type Nested = string | null | readonly Nested[]
interface AstmFile {
  readonly frames: readonly {
    readonly hex: string
    readonly records: readonly (readonly Nested[])[]
    readonly seq?: number
  }[]
  readonly chunkedMessage: {
    readonly frames: readonly string[]
    readonly joinedRecords: readonly (readonly Nested[])[]
  }
  readonly records: readonly { readonly text: string; readonly fields: readonly Nested[] }[]
  readonly mustFail: readonly string[]
}

export interface Checked {
  readonly name: string
  readonly got: unknown
  readonly want: unknown
}

const frameIn = (hex: string) => readFrame(Uint8Array.from(Buffer.from(hex, 'hex')))

/** A field in the words of the vectors: nothing, text, components, or repeats of components. */
function nestedOf(parts: readonly (readonly string[])[]): Nested {
  const plain = parts.map(one => (one.length === 1 ? (one[0] ?? '') : one))
  const [only] = plain
  return parts.length > 1 || only === undefined ? plain : only === '' ? null : only
}

const fieldsOf = (record: ReturnType<typeof readRecord>): readonly Nested[] =>
  record.fields.map((_, index) => nestedOf(partsOf(record, index)))

function failureOf(hex: string): unknown {
  try {
    return frameIn(hex)
  } catch (error) {
    return error instanceof Error && error.name
  }
}

function checksOf({ frames, chunkedMessage, records, mustFail }: AstmFile): readonly Checked[] {
  const chunks = chunkedMessage.frames.map(frameIn)
  // The recording's delimiters are the usual ones; its first letters are not a header's, also where one is an H.
  const recordsIn = (text: string) => readRecords(text).map(fieldsOf)
  return [
    ...frames.map(({ hex, records: want }) => ({ name: `frame ${hex}`, got: recordsIn(frameIn(hex).text), want })),
    {
      name: 'chunked message',
      got: recordsIn(chunks.map(({ text }) => text).join('')),
      want: chunkedMessage.joinedRecords,
    },
    ...records.map(({ text, fields }) => ({ name: `record ${text}`, got: fieldsOf(readRecord(text)), want: fields })),
    ...mustFail.map(hex => ({ name: `must fail ${hex}`, got: failureOf(hex), want: 'Fault' })),
  ]
}

/** What our codec makes of the frames and records of python-astm's tests, beside what they expect. */
export const astmChecks = (): readonly Checked[] =>
  vectorFiles('astm', /\.json$/).flatMap(file => checksOf(JSON.parse(readFileSync(file, 'utf8')) as AstmFile))
