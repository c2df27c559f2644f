import { join } from 'node:path'
import { buildIfStale, root, tool } from './run.ts'

/** `npm run package [-- --linux dir …]`: builds, then makes the installable program in dist/ by electron-builder. */
const built = await buildIfStale()
if (built !== 0) process.exit(built)
const config = ['--config', join(root, 'build', 'electron-builder.yml')]
process.exit(await tool('electron-builder/cli.js', ...config, '--publish', 'never', ...process.argv.slice(2)))
