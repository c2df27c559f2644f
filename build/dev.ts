import { join } from 'node:path'
import { buildIfStale, root, run, tool } from './run.ts'

/** `npm run dev`: rebuilds at every change and restarts the loopback shell, on data of its own in .work/dev. */
const built = await buildIfStale()
if (built !== 0) process.exit(built)
void tool('electron-vite/bin/electron-vite.js', 'build', '--watch', '--logLevel', 'warn')
const shell = ['--watch-path', join(root, 'out'), join(root, 'out', 'main', 'loopback.js')]
process.exit(await run(process.execPath, [...shell, '--data', join(root, '.work', 'dev'), ...process.argv.slice(2)]))
