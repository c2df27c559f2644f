import { z } from 'zod'

interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly minItems?: number
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

const formats: Readonly<Record<string, string>> = {
  uuid: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002',
  date: '2026-03-02',
  'date-time': '2026-03-02T08:00:00Z',
}

/** Some value that a schema accepts: what is optional is left out. Throws where it would have to guess. */
export function sampleOf(schema: z.ZodType): unknown {
  const sample = build(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema)
  schema.parse(sample)
  return sample
}

function build(schema: JsonSchema): unknown {
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf)?.[0]
  if (choice) return build(choice)
  const make = builders[schema.type ?? '']
  if (!make) throw new Error(`no sample for ${JSON.stringify(schema)}`)
  return make(schema)
}

const numberOf = ({ minimum = 1 }: JsonSchema): number => Math.max(1, minimum)
const builders: Readonly<Record<string, (schema: JsonSchema) => unknown>> = {
  string: textOf,
  integer: numberOf,
  number: numberOf,
  boolean: () => true,
  array: ({ minItems = 0, items = {}, prefixItems }) =>
    prefixItems?.map(build) ?? Array.from({ length: minItems }, () => build(items)),
  object: ({ required = [], properties = {} }) =>
    Object.fromEntries(required.map(key => [key, build(properties[key] ?? {})])),
}

function textOf({ format, minLength = 0 }: JsonSchema): string {
  const text = format === undefined ? 'x'.repeat(minLength) : formats[format]
  if (text === undefined) throw new Error(`no sample for the format ${format}`)
  return text
}
