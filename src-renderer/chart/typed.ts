import { dayFrom } from '../ui/day-from.ts'
import { decimalFrom } from '../ui/moment.ts'

/** A date as far as somebody knows it: `2019`, `2019-05`, `May 2019`, or a whole day. Undefined for what is none. */
export function partDateFrom(typed: string): string | undefined {
  const text = typed.trim()
  if (/^(1[89]|20)\d\d$/.test(text)) return text
  if (/^(1[89]|20)\d\d-(0[1-9]|1[0-2])$/.test(text)) return text
  const day = dayFrom(text)
  if (day !== undefined) return day
  return /^[a-z]{3,9}\.?\s+\d{4}$/i.test(text) ? dayFrom(`1 ${text.replace('.', '')}`)?.slice(0, 7) : undefined
}

export interface TypedNumber {
  readonly value: string
  readonly comparator?: '<' | '<=' | '>=' | '>'
}

/** A number as a laboratory prints it: `4,20`, `<5`, `≥ 90`. A comma is a point and its digits stay. Undefined for anything else. */
export function numberFrom(typed: string): TypedNumber | undefined {
  const [, sign = '', rest = ''] = /^\s*(<=|>=|<|>|≤|≥)?(.*)$/u.exec(typed) ?? []
  const digits = decimalFrom(rest)
  if (digits === undefined) return undefined
  const value = digits.replace(/^(-?)0+(?=\d)/, '$1')
  if (sign === '') return { value }
  const comparator = sign === '≤' ? '<=' : sign === '≥' ? '>=' : (sign as TypedNumber['comparator'])
  return { value, ...(comparator !== undefined && { comparator }) }
}
