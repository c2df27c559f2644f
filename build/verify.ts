import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { keysIn, reportOn } from './signatures.ts'

/** `npm run verify -- FILE [--keys KEYS.json]`: whose signatures in a file hold, as JSON. Opens no vault and asks no server. */
const usage =
  'npm run verify -- FILE [--keys KEYS.json]   (FILE: a FHIR Bundle or resource, or the text of a QR code; - reads stdin)'

/** Says on the error stream what cannot be read. */
function textIn(file: string | 0): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    process.stderr.write(`${file} cannot be read.\n`)
    return undefined
  }
}

/** No keys at all where they are not JSON: then nothing holds. */
function keysOf(text: string): ReturnType<typeof keysIn> {
  try {
    return keysIn(JSON.parse(text))
  } catch {
    process.stderr.write('The keys are no JSON: none was taken.\n')
    return []
  }
}

interface Asked {
  readonly file: string
  readonly keys: string | undefined
}

/** What a file holds, printed. The exit code: 0 where every signature holds, 1 where one does not or there is none, 2 where it cannot be read. */
function verify({ file, keys: keyFile }: Asked): number {
  const text = textIn(file === '-' ? 0 : file)
  const keys = keyFile === undefined ? '' : textIn(keyFile)
  if (text === undefined || keys === undefined) return 2
  const report = reportOn(text, keyFile === undefined ? undefined : keysOf(keys))
  if (report === undefined) {
    process.stderr.write('This is no FHIR resource and no code of a paper.\n')
    return 2
  }
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`)
  return report.signatures.length > 0 && report.signatures.every(({ holds }) => holds) ? 0 : 1
}

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' } } })
  const [file, ...more] = positionals
  if (file !== undefined && more.length === 0) return verify({ file, keys: values.keys })
  process.stderr.write(`${usage}\n`)
  return 2
}

process.exitCode = main()
