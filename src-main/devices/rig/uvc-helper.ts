import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'

const source = resolve(import.meta.dirname, '../../../native/uvc-control/uvc-control.c')
const cache = resolve(import.meta.dirname, '../../../node_modules/.cache/uvc-control')

/** The helper that sets a camera's light, built when its source changed; undefined where there is no compiler, and outside Linux. */
export function uvcHelper(): string | undefined {
  if (process.platform !== 'linux' || spawnSync('gcc', ['--version']).status !== 0) return undefined
  const program = join(cache, createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16))
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  // Two tests may build at once: each its own file, and the last one wins whole.
  const own = `${program}.${process.pid}`
  const { status, stderr } = spawnSync('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', own, source], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`uvc-control does not build: ${stderr}`)
  renameSync(own, program)
  return program
}
