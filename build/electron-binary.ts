import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

const home = join(root, 'node_modules', 'electron')
const refusal = join(root, '.work', 'electron-unreachable')

/** The Electron binary of this checkout (or of ELECTRON_OVERRIDE_DIST_PATH), where it is there and runs. */
export function electronBinary(): string | undefined {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const name = existsSync(join(home, 'path.txt')) ? readFileSync(join(home, 'path.txt'), 'utf8').trim() : 'electron'
  const path = join(override ?? join(home, 'dist'), name)
  return existsSync(path) ? path : undefined
}

/** Tries to have the binary within 20 s; a machine that could not is not asked again for a day. */
export function fetchElectron(): string | undefined {
  if (existsSync(refusal) && Date.now() - statSync(refusal).mtimeMs < 24 * 3600_000) return undefined
  spawnSync(process.execPath, [join(home, 'install.js')], { stdio: 'ignore', timeout: 20_000, killSignal: 'SIGKILL' })
  const binary = electronBinary()
  if (!binary) {
    mkdirSync(join(root, '.work'), { recursive: true })
    writeFileSync(refusal, 'The Electron binary could not be fetched within 20 s.\n')
  }
  return binary
}
