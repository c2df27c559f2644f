import { readFileSync } from 'node:fs'
import { openAstmReceiver, readRecord, textOf } from '../drivers/astm/index.ts'
import { contourHeaderOf, contourReadingOf } from '../drivers/contour/index.ts'
import type { Checked } from './astm-vectors.ts'
import { vectorFiles } from './vectors.ts'

interface ContourFile {
  readonly frame: string
  readonly expectedHeader: Readonly<Record<string, unknown>>
  readonly resultRecord: string
  readonly expectedResult: Readonly<Record<string, unknown>>
}

/** The recorded header of a Contour USB in the words of the vector. */
function headerIn(hex: string): unknown {
  const { events } = openAstmReceiver({ tolerant: true }).hear(Uint8Array.from(Buffer.from(hex, 'hex')))
  const text = events.map(event => (event.kind === 'text' ? event.text : '')).join('')
  const record = readRecord(text.split('\r')[0] ?? '')
  const { settings, deviceTime, results, ...rest } = contourHeaderOf(record)
  const { A, C, G, I, R, S, U, V = '' } = settings
  const named = { A, C, G, I, R, S, U: U === '0' ? '0 (mg/dL)' : U }
  const limits = { lo: Number(V.slice(0, 2)), hi: Number(V.slice(2)) }
  return {
    ...rest,
    ...named,
    ...limits,
    results,
    specVersion: textOf(record, 12),
    deviceTime: deviceTime?.slice(0, 16),
  }
}

function resultIn(text: string): unknown {
  const record = readRecord(text)
  const reading = contourReadingOf(record)
  if (typeof reading === 'string') return reading
  const [part] = reading.parts
  const [before, ...rest] = reading.flags
  return {
    seq: Number(textOf(record, 1)),
    analyte: 'Glucose',
    value: part && 'value' in part.figure ? Number(part.figure.value) : undefined,
    unit: part?.unit,
    method: rest.includes('plasma-referenced') ? 'P (plasma)' : undefined,
    markers: [before === 'before-meal' ? 'B' : before, rest.includes('marker-x') ? 'X' : undefined],
    deviceTime: reading.deviceTime?.slice(0, 16),
  }
}

/** What our driver makes of a recorded header and a result, beside what glucometerutils expects. */
export const contourChecks = (): readonly Checked[] =>
  vectorFiles('glucose', /^contour.*\.json$/).flatMap(file => {
    const vector = JSON.parse(readFileSync(file, 'utf8')) as ContourFile
    return [
      { name: 'header', got: headerIn(vector.frame), want: vector.expectedHeader },
      { name: 'result', got: resultIn(vector.resultRecord), want: vector.expectedResult },
    ]
  })
