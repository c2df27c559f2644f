import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Promised } from './shots.ts'

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))

/**
 * Most of a start is reading TypeScript. Kept compiled, a campaign makes more runs in the same time; but only a process that ends
 * by itself writes that down, so one does before the killing starts.
 */
export function warmUp(): void {
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'cutis-compile-cache')
  const folder = mkdtempSync(join(tmpdir(), 'cutis-warm-'))
  execFileSync(process.execPath, [writer, folder, 'once'], { stdio: 'pipe' })
  rmSync(folder, { recursive: true })
}

export interface Victim {
  /** Kills it without warning, and returns what it had acknowledged by then. */
  kill(): Promise<Promised[]>
  /** Resolves when it is keeping shots. Rejects when it ends instead. */
  ready(): Promise<void>
}

/** Starts a writer on this folder. */
export function startWriter(folder: string, careless = false): Victim {
  const child = spawn(process.execPath, [writer, folder, careless ? 'careless' : 'careful'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let complaint = ''
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()))
  const reader = createInterface({ input: child.stdout })
  reader.on('line', line => lines.push(line))
  const ended = Promise.all([once(reader, 'close'), once(child, 'close')])
  const isReady = new Promise<void>(resolve => reader.once('line', () => resolve()))
  return {
    ready: () =>
      Promise.race([
        isReady,
        ended.then(() => {
          throw new Error(`the writer ended by itself: ${complaint}`)
        }),
      ]),
    async kill() {
      end(child)
      await ended
      if (complaint !== '' && !lines.includes('ready')) throw new Error(`the writer failed: ${complaint}`)
      return lines.flatMap(line => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Promised] : []))
    },
  }
}

const end = (child: ChildProcess): void => void (child.exitCode === null && child.kill('SIGKILL'))

export const pause = (ms: number): Promise<void> => sleep(ms)
