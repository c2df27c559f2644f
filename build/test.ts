import { buildNative } from './native.ts'
import { canInstall, install, missingPeers } from './peers.ts'
import { buildIfStale, run, say, tool } from './run.ts'

/** `npm test`: brings the missing peers, then checks, builds, and runs every suite and walk. Any failure ends with 1. */
function bringPeers(): void {
  const missing = missingPeers()
  if (missing.length === 0) return
  if (canInstall() && install(missing.map(peer => peer.apt)) && missingPeers().length === 0) return
  for (const peer of missingPeers()) say(`not run: ${peer.name} is missing (${peer.for}); install ${peer.apt}`)
  if (process.env['CI']) process.exit(1)
}

async function step(name: string, work: Promise<number>): Promise<void> {
  say(`\n== ${name}`)
  const code = await work
  if (code === 0) return
  say(`${name} failed.`)
  process.exit(1)
}

bringPeers()
await step('check', run(process.execPath, ['build/check.ts']))
await step('native', buildNative())
await step('build', buildIfStale())
await step('suites', tool('vitest/vitest.mjs', 'run'))
await step('walks', tool('@playwright/test/cli.js', 'test'))
