import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SerialLine } from '../driver.ts'
import type { Model, PlugIn } from './model.ts'

export interface PtyFront {
  /** The port as the workstation sees it; a link, the same after a replug. */
  readonly path: string
  /** Bytes said by the model and handed to the line so far. */
  readonly said: () => number
  /** Bytes that reached the model. */
  readonly heard: () => number
  /** Pulls the plug: both ends of the line hang up. */
  unplug(): Promise<void>
  /** Plugs the device in again, fresh, under the same path. */
  replug(): Promise<void>
  close(): Promise<void>
}

/** Bits on the line for one byte: start, data, parity, stop. */
const bitsOf = (line: SerialLine): number => 1 + line.dataBits + (line.parity === 'none' ? 0 : 1) + line.stopBits

/** Hands bytes on no faster than the line would carry them. */
function paced(line: SerialLine, give: (bytes: Uint8Array) => void) {
  const msPerByte = (bitsOf(line) * 1000) / line.baudRate
  const waiting: Uint8Array[] = []
  let freeAt = 0
  let timer: NodeJS.Timeout | undefined
  const pump = (): void => {
    timer = undefined
    const now = performance.now()
    while (waiting[0] && freeAt <= now) {
      const piece = waiting.shift() as Uint8Array
      freeAt = Math.max(freeAt, now - 20) + piece.length * msPerByte
      give(piece)
    }
    if (waiting.length > 0) timer ??= setTimeout(pump, Math.max(1, freeAt - now))
  }
  return {
    put: (bytes: Uint8Array): void => {
      for (let at = 0; at < bytes.length; at += 64) waiting.push(bytes.slice(at, at + 64))
      if (!timer) pump()
    },
    stop: (): void => clearTimeout(timer),
  }
}

/** One life of a device on a PTY: from plug to unplug. */
async function plug(path: string, line: SerialLine, plugIn: PlugIn) {
  const counts = { said: 0, heard: 0 }
  const socat: ChildProcess = spawn('socat', ['-b', '65536', `PTY,link=${path},rawer`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(socat, 'exit')
  const { stdin, stdout } = socat
  if (!stdin || !stdout) throw new Error('socat has no pipes')
  stdin.on('error', () => {})
  const timers = new Set<NodeJS.Timeout>()
  const pace = paced(line, bytes => {
    counts.said += bytes.length
    stdin.write(bytes)
  })
  const startMs = performance.now()
  let model: Model | undefined
  const end = async (): Promise<void> => {
    model = undefined
    pace.stop()
    for (const timer of timers) clearTimeout(timer)
    if (socat.exitCode === null && socat.signalCode === null) socat.kill('SIGKILL')
    await ended
    await rm(path, { force: true })
  }
  for (let turn = 0; turn < 200 && !isLinked(path); turn += 1) await sleep(5)
  model = plugIn({
    nowMs: () => performance.now() - startMs,
    after: (ms, run) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timers.add(timer)
      return () => clearTimeout(timer)
    },
    say: bytes => pace.put(bytes),
    stall: () => {},
    unplug: () => void end(),
  })
  stdout.on('data', (bytes: Buffer) => {
    counts.heard += bytes.length
    model?.hear(bytes, 0)
  })
  return { counts, end }
}

const isLinked = (path: string): boolean => {
  try {
    return existsSync(readlinkSync(path))
  } catch {
    return false
  }
}

/** A model behind a pseudo terminal in real time, paced to its line. Needs socat. */
export async function openPty(line: SerialLine, plugIn: PlugIn): Promise<PtyFront> {
  const folder = await mkdtemp(join(tmpdir(), 'cutis-pty-'))
  const path = join(folder, 'port')
  let life = await plug(path, line, plugIn)
  return {
    path,
    said: () => life.counts.said,
    heard: () => life.counts.heard,
    unplug: () => life.end(),
    replug: async () => {
      await life.end()
      life = await plug(path, line, plugIn)
    },
    close: async () => {
      await life.end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
