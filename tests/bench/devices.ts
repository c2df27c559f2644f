import { contecDriver } from '../../src-main/devices/drivers/contec/index.ts'
import { packetBytes } from '../../src-main/devices/drivers/contec/v7.ts'
import { deviceVectors } from '../../src-main/devices/rig/all-vectors.ts'
import { contecModel } from '../../src-main/devices/rig/contec-model.ts'
import { driveSerial } from '../../src-main/devices/rig/drive.ts'
import { cutting, flipping } from '../../src-main/devices/rig/faults.ts'
import { type HubFigures, hubFigures } from '../../src-main/devices/rig/hub-figures.ts'
import { phdMutations } from '../../src-main/devices/rig/phd-mutations.ts'
import { ptpSpeed } from '../../src-main/devices/rig/ptp-speed.ts'
import { soak } from '../../src-main/devices/rig/soak.ts'
import { usbsimProgram } from '../../src-main/devices/rig/usbsim.ts'
import { vectorFolder } from '../../src-main/devices/rig/vectors.ts'
import { clockVectors } from '../../src-main/monitoring/rig/clock-vectors.ts'
import { importMany, type ManyReadings } from '../../src-main/monitoring/rig/many-readings.ts'
import { median } from './measure.ts'

interface Line {
  readonly case: string
  readonly value: number
  readonly unit: string
  /** What the figure is held against: a line rate, a limit, or all there is. */
  readonly peer: number
  readonly better: 'higher' | 'lower'
  readonly n: number
}

const rounded = (value: number): number => Number(value.toPrecision(4))
const say = (line: Line & object): void => {
  const ratio = rounded(line.peer === 0 ? line.value : line.value / line.peer)
  const { value, peer, ...rest } = line
  process.stdout.write(`${JSON.stringify({ bench: 'devices', ...rest, value: rounded(value), peer, ratio })}\n`)
}
const notRun = (name: string, why: string): void =>
  void process.stdout.write(`${JSON.stringify({ bench: 'devices', case: name, 'not run': why })}\n`)

/** Everything that others say a decoder must answer, beside what ours answer. */
async function vectors(): Promise<void> {
  if (vectorFolder() === undefined) return notRun('vectors', 'vectors absent')
  const all = [...(await deviceVectors()), ...clockVectors()]
  const wrong = all.filter(({ ok }) => !ok).map(({ name }) => name)
  const line = { case: 'vectors', value: all.length - wrong.length, peer: all.length, unit: 'vectors', n: all.length }
  say({ ...line, better: 'higher', ...(wrong.length > 0 && { wrong }) } as Line)
}

/** Decoding beside the bytes that the quickest line brings in the same time, in pieces of any size. */
function decoding(): void {
  const frame = packetBytes({ type: 1, data: Uint8Array.from([6, 64, 4, 61, 98, 0xc8, 0]) })
  const stream = Uint8Array.from({ length: frame.length * 40_000 }, (_, at) => frame[at % frame.length] ?? 0)
  const lineBytesPerSecond = 115_200 / 10
  for (const [words, most] of [
    ['byte by byte', 1],
    ['in pieces of 1 to 64 bytes', 64],
    ['in pieces of 1 to 4096 bytes', 4096],
  ] as const) {
    const rates = Array.from({ length: 15 }, (_, seed) => {
      const cut = cutting(seed + 1, most)
      const listener = contecDriver.listen?.()
      let samples = 0
      const start = performance.now()
      for (let at = 0; at < stream.length; ) {
        const size = cut(0)
        samples += listener?.hear(stream.subarray(at, at + size)).length ?? 0
        at += size
      }
      if (samples !== 40_000) throw new Error(`${samples} samples of 40000`)
      return (stream.length * 1000) / (performance.now() - start)
    })
    const line = { unit: 'B/s', peer: lineBytesPerSecond, better: 'higher', n: 15 } as const
    say({ ...line, case: `decode beside the line rate of 115,200 baud, ${words}`, value: median(rates) })
  }
}

/** One flipped byte in 10,000, stored recordings over a model: how many readings come that are not there. */
async function flips(): Promise<void> {
  const seconds = Array.from({ length: 3600 }, (_, at): [number, number] => [90 + (at % 9), 55 + (at % 30)])
  const make = { segments: [{ start: [2026, 2, 28, 23, 0, 0] as const, seconds }] }
  const textOf = (reading: object): string => JSON.stringify(reading)
  const right = new Set((await driveSerial(contecDriver, contecModel(make))).decoded?.readings.map(textOf))
  let wrong = 0
  let flipped = 0
  for (let seed = 1; seed <= 60; seed += 1) {
    const line = flipping(seed, 10_000)
    const { tape } = await driveSerial(contecDriver, contecModel({ ...make, damage: line.damage }))
    flipped += line.flipped()
    wrong += contecDriver.decode?.(tape).readings.filter(reading => !right.has(textOf(reading))).length ?? 0
  }
  say({
    case: `false readings after ${flipped} flipped bytes, one in 10,000`,
    value: wrong,
    peer: 0,
    unit: 'readings',
    better: 'lower',
    n: 60,
  })
}

async function mutations(): Promise<void> {
  const { tried, untyped } = phdMutations()
  say({
    case: 'truncated or changed APDUs that end in an untyped error',
    value: untyped.length,
    peer: 0,
    unit: 'errors',
    better: 'lower',
    n: tried,
  })
}

/** Figures that need the simulator on libumockdev: median of five runs, beside the limit. */
async function usb(): Promise<void> {
  if (!usbsimProgram()) return notRun('usb', 'umockdev absent')
  const connects = 200
  const runs: HubFigures[] = []
  for (let run = 0; run < 5; run += 1) runs.push(await hubFigures(connects))
  const of = (pick: (figures: HubFigures) => number): number => median(runs.map(pick))
  const line = { unit: 'ms', better: 'lower', n: runs.length } as const
  say({ ...line, case: 'unplug to a typed error', value: of(({ unplugMs }) => unplugMs), peer: 50 })
  say({ ...line, case: 'plugged in again to known by its old key', value: of(({ replugMs }) => replugMs), peer: 1000 })
  say({ ...line, case: 'cancel to a typed error', value: of(({ cancelMs }) => cancelMs), peer: 200 })
  const left = of(({ descriptorsBefore, descriptorsAfter }) => descriptorsAfter - descriptorsBefore)
  say({ ...line, case: `file descriptors left by ${connects} connects`, value: left, peer: 0, unit: 'descriptors' })
  const speeds: Awaited<ReturnType<typeof ptpSpeed>>[] = []
  for (let run = 0; run < 5; run += 1) speeds.push(await ptpSpeed([4_000_000, 6_000_000, 10_000_000]))
  if (speeds.some(({ same }) => !same)) throw new Error('a picture is not the one on the camera')
  const megabytes = median(speeds.map(({ bytesPerSecond }) => bytesPerSecond / 1e6))
  say({
    case: 'pictures of a camera through usbsim',
    value: megabytes,
    peer: 10,
    unit: 'MB/s',
    better: 'higher',
    n: speeds.length,
  })
}

async function soaking(seconds: number): Promise<void> {
  const lines = await soak(seconds)
  const sum = (pick: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + pick(line), 0)
  const lost = {
    case: `${lines.length} serial drivers at once for ${seconds} s`,
    peer: 0,
    better: 'lower',
    n: 1,
  } as const
  say({
    ...lost,
    case: `${lost.case}: bytes lost of ${sum(({ bytesSaid }) => bytesSaid)}`,
    value: sum(({ bytesSaid, bytesHeard }) => bytesSaid - bytesHeard),
    unit: 'bytes',
  })
  say({
    ...lost,
    case: `${lost.case}: frames and readings lost of ${sum(({ framesSaid }) => framesSaid)}`,
    value: sum(({ framesSaid, framesHeard }) => framesSaid - framesHeard),
    unit: 'frames',
  })
}

async function readings(): Promise<void> {
  const runs: ManyReadings[] = []
  for (let run = 0; run < 3; run += 1) runs.push(await importMany(10_000))
  const line = { unit: 'ms', better: 'lower', n: runs.length } as const
  say({
    ...line,
    case: '10,000 readings read, sealed, decoded and kept',
    value: median(runs.map(({ milliseconds }) => milliseconds)),
    peer: 2000,
  })
  say({
    ...line,
    case: 'the same 10,000 again: rows added',
    value: Math.max(...runs.map(({ addedAgain }) => addedAgain)),
    peer: 0,
    unit: 'rows',
  } as Line)
}

/** `npm run bench -- devices`; `CUTIS_SOAK_SECONDS=600` for the long soak. */
export async function run(): Promise<void> {
  await vectors()
  decoding()
  await flips()
  await mutations()
  await readings()
  await usb()
  await soaking(Number(process.env['CUTIS_SOAK_SECONDS'] ?? '60'))
}
