import { deviceTimeOf } from '../oximetry.ts'

/** The 16-bit sum of a line's characters (LifeScan Ultra2). */
export const lineSumOf = (text: string): number =>
  [...Buffer.from(text, 'latin1')].reduce((sum, byte) => (sum + byte) & 0xffff, 0)

export type LineWrong = 'short' | 'missing checksum' | 'no hex checksum' | 'checksum mismatch'

/** The text of a line whose sum is right: a space and four hexadecimal digits end it. */
export function ultraLineOf(line: string): { readonly text: string } | { readonly wrong: LineWrong } {
  if (line.length < 6) return { wrong: line.length < 3 ? 'short' : 'missing checksum' }
  const match = /^(.*) ([^ ]{4})$/s.exec(line)
  if (!match) return { wrong: 'missing checksum' }
  const [, text = '', sum = ''] = match
  if (!/^[0-9A-Fa-f]{4}$/.test(sum)) return { wrong: 'no hex checksum' }
  return Number.parseInt(sum, 16) === lineSumOf(text) ? { text } : { wrong: 'checksum mismatch' }
}

export interface UltraHeader {
  readonly count: number
  readonly serial: string
  readonly unit: 'mg/dL' | 'mmol/L'
}

/** `P nnn,"SERIAL","MG/DL "`; a serial number is letters and digits without an O. */
export function ultraHeaderOf(text: string): UltraHeader | undefined {
  const match = /^P (\d{1,3}),"([A-NP-Z0-9]{9})","(MG\/DL|MMOL\/L) *"$/.exec(text)
  if (!match) return undefined
  const [, count = '', serial = '', unit = ''] = match
  return { count: Number(count), serial, unit: unit === 'MG/DL' ? 'mg/dL' : 'mmol/L' }
}

/** The serial number in the answer to `DM@`. */
export const ultraSerialOf = (text: string): string | undefined => /^@ "([A-NP-Z0-9]{9})"$/.exec(text)?.[1]

export interface UltraRecord {
  readonly deviceTime: string
  /** Digits, or `above-range`. */
  readonly value: string
  readonly control: boolean
  /** A mark whose meaning is not published. */
  readonly questionable: boolean
  readonly meal: string
}

/** `P "SAT","03/21/15","16:45:24   ","  081 ","N","03", 00`: month first, two digits of the year. Always mg/dL. */
export function ultraRecordOf(text: string): UltraRecord | undefined {
  const match =
    /^P "[A-Z]{3}","(\d\d)\/(\d\d)\/(\d\d)","(\d\d):(\d\d):(\d\d) *","([C! ]*)(\d{3}|HIGH) *","([NBA])","\d\d", *\d\d$/.exec(
      text,
    )
  if (!match) return undefined
  const [month, day, year, ...time] = match.slice(1, 7).map(Number) as [number, number, number, ...number[]]
  const deviceTime = deviceTimeOf([2000 + year, month, day, ...time])
  const [marks = '', value = '', meal = ''] = match.slice(7, 10)
  if (deviceTime === undefined) return undefined
  const digits = value === 'HIGH' ? 'above-range' : value.replace(/^0+(?=\d)/, '')
  return { deviceTime, value: digits, control: marks.includes('C'), questionable: marks.includes('!'), meal }
}
