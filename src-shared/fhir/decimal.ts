/** Of ECMAScript since 2025 (proposal JSON.parse source text access); the compiler's library does not name it yet. */
interface RawJson {
  rawJSON(text: string): object
  isRawJSON(value: unknown): boolean
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
}
const raw = JSON as unknown as RawJson

/**
 * A decimal as FHIR has it: its digits count, so that 36.50 goes into JSON text as 36.50 and not as 36.5
 * (hl7.org/fhir/R4/datatypes.html#decimal). It is good for writing only: to reckon with it, read the text again.
 */
export function decimalOf(text: string): number {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) throw new Error('no decimal')
  return raw.rawJSON(text) as unknown as number
}

/** True for a number of `decimalOf` or `parseKeepingDigits`. */
export const isDecimal = (value: unknown): boolean => raw.isRawJSON(value)

/** JSON text as a value that becomes the same text again: numbers that would lose digits are kept as `decimalOf` has them. */
export const parseKeepingDigits = (text: string): unknown =>
  raw.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? raw.rawJSON(source) : value,
  )
