import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { keysIn, reportOn } from './signatures.ts'

/** `npm run verify -- FILE [--keys KEYS.json]`: whose signatures in a file hold, as JSON. Opens no vault and asks no server. */
const usage =
  'npm run verify -- FILE [--keys KEYS.json]   (FILE: a FHIR Bundle or resource, or the text of a QR code; - reads stdin)'

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' } } })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const text = readFileSync(file === '-' ? 0 : file, 'utf8')
  const given = values.keys === undefined ? undefined : keysIn(JSON.parse(readFileSync(values.keys, 'utf8')))
  const report = reportOn(text, given)
  if (report === undefined) {
    process.stderr.write('This is no FHIR resource and no code of a prescription.\n')
    return 2
  }
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`)
  return report.signatures.length > 0 && report.signatures.every(({ holds }) => holds) ? 0 : 1
}

process.exitCode = main()
