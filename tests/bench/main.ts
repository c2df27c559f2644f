import process from 'node:process'

/** `npm run bench -- NAME…`: one JSON line per case. Without a name all of them run. */
const benches = ['capture', 'devices', 'open-case', 'start', 'sync'] as const
const asked = process.argv.slice(2)
const unknown = asked.filter(name => !benches.some(bench => bench === name))
if (unknown.length > 0) {
  process.stderr.write(`No bench named ${unknown.join(', ')}; there are ${benches.join(', ')}.\n`)
  process.exit(1)
}
for (const bench of benches) {
  if (asked.length > 0 && !asked.includes(bench)) continue
  const { run } = (await import(`./${bench}.ts`)) as { run: () => Promise<void> }
  await run()
}
process.exit(0)
