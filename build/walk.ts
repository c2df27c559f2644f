import { buildIfStale, tool } from './run.ts'

/** `npm run walk [-- PART OF A NAME]`: the walks alone, in a real browser, on what the sources say now. */
const built = await buildIfStale()
process.exit(built === 0 ? await tool('@playwright/test/cli.js', 'test', ...process.argv.slice(2)) : built)
