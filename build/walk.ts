import { canInstall, install, missingPeers } from './peers.ts'
import { buildIfStale, say, tool } from './run.ts'

/** `npm run walk [-- PART OF A NAME]`: the walks alone, in a real browser, on what the sources say now. */
const wanted = missingPeers().filter(({ apt }) => apt === 'chromium' || apt === 'coturn')
if (wanted.length > 0 && !(canInstall() && install(wanted.map(({ apt }) => apt))))
  for (const peer of wanted) say(`not run: ${peer.name} is missing (${peer.for}); install ${peer.apt}`)
const built = await buildIfStale()
process.exit(built === 0 ? await tool('@playwright/test/cli.js', 'test', ...process.argv.slice(2)) : built)
