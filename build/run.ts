import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Runs a command to its end with our own terminal; its exit code, 1 where a signal ended it. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}

/** A tool of node_modules, run by this very Node. */
export const tool = (path: string, ...args: string[]): Promise<number> =>
  run(process.execPath, [join(root, 'node_modules', path), ...args])

const sources = [
  'src-shared',
  'src-main',
  'src-renderer',
  'src-call',
  'src-patient',
  'src-preload',
  'src-clinic',
  'electron.vite.config.ts',
  'package-lock.json',
]
const built = join(root, 'out', 'main', 'loopback.js')

/** Builds the three targets where a source is newer than the last build; the exit code of the build. */
export async function buildIfStale(): Promise<number> {
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0
  if (sources.every(source => newest(join(root, source)) <= builtAt)) return 0
  say('Building Cutis.')
  const code = await tool('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn')
  return code === 0 ? await buildPatient() : code
}

/** The patient's page, which the clinic serves. */
const buildPatient = (): Promise<number> =>
  tool('vite/bin/vite.js', 'build', '--config', 'src-patient/vite.config.ts', '--logLevel', 'warn')

function newest(path: string): number {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}
