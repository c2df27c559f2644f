import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import type { Model, PlugIn } from './model.ts'
import { placeOf, type UsbShape, umockdevOf } from './usb-shape.ts'

const source = resolve(import.meta.dirname, '../../../native/usbsim/usbsim.c')
const output = (command: string, ...args: readonly string[]): string | undefined => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

const cache = (): string => resolve(import.meta.dirname, '../../../node_modules/.cache/usbsim')

/** The simulator, built when its source changed; undefined where umockdev or a compiler is not there. */
export function usbsimProgram(): string | undefined {
  const flags = output('pkg-config', '--cflags', '--libs', 'umockdev-1.0', 'glib-2.0')
  if (!flags || !output('which', 'umockdev-wrapper', 'gcc')) return undefined
  const program = join(
    cache(),
    `usbsim-${createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16)}`,
  )
  if (existsSync(program)) return program
  mkdirSync(cache(), { recursive: true })
  // Two tests may build at once: each its own file, and the last one wins whole.
  const own = `${program}.${process.pid}`
  const { status, stderr } = spawnSync('gcc', ['-O2', '-o', own, source, ...flags.split(/\s+/)], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`usbsim does not build: ${stderr}`)
  renameSync(own, program)
  return program
}

export interface UsbSim {
  readonly shape: UsbShape
  readonly plugIn: PlugIn
  /** A module for Node that drives the real packages, and its arguments. */
  readonly script: readonly string[]
  /** After the model pulled its plug it comes back on the next port. */
  readonly replugAfterMs?: number
  readonly env?: Readonly<Record<string, string>>
  /** What the script says goes to this terminal instead of into the answer. */
  readonly isShown?: boolean
}

export interface UsbRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** Monotonic microseconds of each unplugging and plugging in. */
  readonly unpluggedUs: readonly number[]
  readonly pluggedUs: readonly number[]
}

/** Runs a script against one simulated USB device and waits for its end. */
export async function runUsbSim(sim: UsbSim): Promise<UsbRun> {
  const program = usbsimProgram()
  if (!program) throw new Error('umockdev absent')
  const folder = mkdtempSync(join(tmpdir(), 'cutis-usb-'))
  const child = spawn('umockdev-wrapper', [program, process.execPath, ...sim.script], {
    stdio: sim.isShown ? ['inherit', 'inherit', 'inherit', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...sim.env },
  })
  const [, stdout, stderr, commands, events] = child.stdio
  const texts = { stdout: '', stderr: '' }
  stdout?.on('data', (piece: Buffer) => (texts.stdout += piece.toString()))
  stderr?.on('data', (piece: Buffer) => (texts.stderr += piece.toString()))
  const pipe = commands as Writable
  // The simulator may end before its last command was read.
  pipe.on('error', () => {})
  const cable = openCable(sim, folder, line => pipe.write(`${line}\n`))
  if (events && 'read' in events) createInterface({ input: events }).on('line', cable.event)
  cable.plug()
  const status = await new Promise<number | null>(done => child.on('close', done))
  cable.close()
  rmSync(folder, { recursive: true, force: true })
  return { status, ...texts, ...cable.times }
}

/** Real time, all of which can be stopped. */
function openClock() {
  const began = performance.now()
  const timers = new Set<NodeJS.Timeout>()
  const after = (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
    return () => {
      clearTimeout(timer)
      timers.delete(timer)
    }
  }
  return { nowMs: () => performance.now() - began, after, stop: () => timers.forEach(timer => clearTimeout(timer)) }
}

/** Messages of this many bytes go through a file: as hexadecimal they would be the slowest part of an import. */
const filedFrom = 4096

/** Between the simulator's pipe and a model. */
function openCable(sim: UsbSim, folder: string, tell: (line: string) => void) {
  const { nowMs, after, stop } = openClock()
  const times = { unpluggedUs: [] as number[], pluggedUs: [] as number[] }
  let model: Model | undefined
  let port = 0
  let refused = false
  let files = 0
  const messageOf = (bytes: Uint8Array, channel: number): string => {
    if (bytes.length < filedFrom) return `IN ${byteOf(channel)} ${hexOf(bytes)}`
    files += 1
    const path = join(folder, `${files}.message`)
    writeFileSync(path, bytes)
    return `FILE ${byteOf(channel)} ${path}`
  }
  const plug = (): void => {
    port += 1
    const file = join(folder, `${port}.umockdev`)
    writeFileSync(file, umockdevOf(sim.shape, port))
    const { path, node } = placeOf(port)
    tell(`PLUG ${path} ${node} ${file}`)
    model = sim.plugIn({
      nowMs,
      after,
      say: (bytes, channel = 0) => tell(channel === 0 ? `CTL ${hexOf(bytes)}` : messageOf(bytes, channel)),
      stall: channel => {
        if (channel === 0) refused = true
        tell(`STALL ${byteOf(channel)}`)
      },
      unplug: () => {
        tell('UNPLUG')
        if (sim.replugAfterMs !== undefined) after(sim.replugAfterMs, plug)
      },
    })
  }
  const control = (hex: string): void => {
    const setup = Buffer.from(hex, 'hex')
    refused = false
    model?.hear(setup, 0)
    // The data stage of an IN request is what the model says; all else needs its leave only.
    const answered = (setup.readUInt8(0) & 0x80) !== 0 && setup.readUInt16LE(6) > 0
    if (!answered && !refused) tell('CTL')
  }
  const said: Readonly<Record<string, (first: string, second: string) => void>> = {
    UNPLUGGED: first => void times.unpluggedUs.push(Number(first)),
    PLUGGED: first => void times.pluggedUs.push(Number(first)),
    OUT: (first, second) => model?.hear(Buffer.from(second, 'hex'), Number.parseInt(first, 16)),
    CTL: control,
  }
  const event = (line: string): void => {
    const [kind = '', first = '', second = ''] = line.split(' ')
    said[kind]?.(first, second)
  }
  return { plug, event, times, close: stop }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
const byteOf = (value: number): string => value.toString(16).padStart(2, '0')
