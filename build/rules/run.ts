import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { tables } from './registry.ts'
import { InputFault, type Table } from './table.ts'

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InputFault(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function policyOfFile(file: string | undefined): Readonly<Record<string, unknown>> {
  if (file === undefined) return {}
  const policy = jsonOf(file)
  if (!isRecord(policy)) throw new InputFault(`${file}: not an object of policies`)
  return policy
}

function runAll(table: Table, items: readonly unknown[]): unknown[] {
  const faults: string[] = []
  const results = items.map((item, at) => {
    try {
      return table.run(item)
    } catch (error) {
      if (!(error instanceof InputFault)) throw error
      faults.push(`[${at}] ${error.message}`)
      return undefined
    }
  })
  if (faults.length > 0) throw new InputFault(faults.join('\n'))
  return results
}

/** What the command prints for its arguments; an InputFault where they, or a file, cannot be read. */
export function printed(args: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { policy: { type: 'string' } },
  })
  const [name = '', file = ''] = positionals
  const make = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (!make || file === '')
    throw new InputFault(`Say a table and a file: npm run rules -- ${Object.keys(tables).sort().join('|')} FILE.json`)
  const table = make(policyOfFile(values.policy))
  const items = jsonOf(file)
  if (!Array.isArray(items)) throw new InputFault(`${file}: not an array`)
  return `${JSON.stringify(runAll(table, items), undefined, 2)}\n`
}
