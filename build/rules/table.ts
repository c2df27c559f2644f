import type { z } from 'zod'

/** What is wrong with one item of the file, in words; the command adds its place in the array. */
export class InputFault extends Error {}

/** A rule table as the command runs it. `run` gets one item as it stood in the file, and throws an InputFault where it cannot be read. */
export interface Table {
  readonly run: (item: unknown) => unknown
}

const wordsOf = ({ path, code, message }: z.core.$ZodIssue): string => {
  const words = code === 'invalid_value' ? 'not one of the values of docs/rules.md' : message
  return `${path.join('.') || 'item'}: ${words}`
}

/** The item read by its schema, or an InputFault that names every field that is wrong. */
export function readAs<Schema extends z.ZodType>(schema: Schema, item: unknown): z.output<Schema> {
  const read = schema.safeParse(item)
  if (read.success) return read.data
  throw new InputFault(read.error.issues.map(wordsOf).join('; '))
}
