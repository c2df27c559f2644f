import process from 'node:process'
import { printed } from './rules/run.ts'
import { InputFault } from './rules/table.ts'

/**
 * `npm run rules -- TABLE FILE.json [--policy POLICY.json]`: runs a rule table over the cases of a file, an array in and an array out, as
 * JSON on stdout. Formats: docs/rules.md. What cannot be read is named with its place in the array, and nothing is printed.
 */
try {
  process.stdout.write(printed(process.argv.slice(2)))
} catch (error) {
  // The second is what parseArgs throws for an option that it does not know.
  const isInput = error instanceof InputFault || (error instanceof TypeError && 'code' in error)
  if (!isInput) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
