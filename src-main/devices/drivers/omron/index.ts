import type { Context, Driver } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { HidWire, Wait } from '../../wire.ts'
import { decodeOmron } from './decode.ts'
import { type Command, commands, countedOf, type Reply, replyOf, xorOf } from './words.ts'

const info = [0x01, 0x01]
const readings = [0x74, 0xbc]
/** The display of the family counts up to 84 readings for each of two users; one byte of index is all that was ever seen. */
const most = 200
/** A silent monitor is given up within 3 s. */
const tries = 4

const waitOf = (context: Context, timeoutMs: number): Wait => ({ timeoutMs, signal: context.signal })

async function send(wire: HidWire, bytes: readonly number[], context: Context): Promise<void> {
  for (let at = 0; at < bytes.length; at += 7) {
    const piece = bytes.slice(at, at + 7)
    const report = new Uint8Array(9)
    report.set([0, piece.length, ...piece])
    await wire.write(report, waitOf(context, 1000))
  }
}

/** What comes within the time, or nothing. */
async function hear(wire: HidWire, timeoutMs: number, context: Context): Promise<Uint8Array | undefined> {
  try {
    return await wire.read(waitOf(context, timeoutMs))
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'devices.noAnswer') return undefined
    throw error
  }
}

async function shakeHands(wire: HidWire, mode: readonly number[], context: Context): Promise<void> {
  await wire.feature(Uint8Array.from([0, ...mode]), waitOf(context, 1000))
  for (let turn = 0; turn < 4; turn += 1) {
    for (const count of [7, 7, 7, 7, 2])
      await send(
        wire,
        Array.from({ length: count }, () => 0),
        context,
      )
    // Empty reports and a count of 8 mean that it is not ready yet.
    for (let look = 0; look < 4; look += 1) {
      const report = await hear(wire, 200, context)
      if (!report) break
      const [first, second] = countedOf(report)
      if (first === 0x4f && second === 0x4b) return
    }
  }
  // Some monitors say nothing here and answer the first command.
}

interface Request {
  readonly command: Command
  readonly args: readonly number[]
}

async function askOnce(wire: HidWire, { command, args }: Request, context: Context): Promise<Reply> {
  await send(wire, [...Buffer.from(command.name), ...args], context)
  const bytes: number[] = []
  let reply = replyOf(bytes, command)
  while ('wrong' in reply && reply.wrong === 'more') {
    const report = await hear(wire, 400, context)
    if (!report) return reply
    bytes.push(...countedOf(report))
    reply = replyOf(bytes, command)
  }
  return reply
}

async function ask(wire: HidWire, request: Request, context: Context): Promise<readonly number[]> {
  let damaged = false
  for (let turn = 0; turn < tries; turn += 1) {
    if (turn > 0) await context.pause(100)
    const reply = await askOnce(wire, request, context)
    if ('data' in reply) return reply.data
    damaged = reply.wrong === 'checksum' || reply.wrong === 'protocol'
    // What is left of a damaged answer must not be taken for the next one; a babbler is left after a second.
    for (let left = 0; damaged && left < 60 && (await hear(wire, 60, context)); left += 1);
  }
  throw new DeviceError(damaged ? 'devices.checksum' : 'devices.noAnswer', request.command.name)
}

const withXor = (...args: readonly number[]): readonly number[] => [...args, xorOf(args)]
const plain = [0x30, 0x30]

async function fetchReadings(wire: HidWire, context: Context): Promise<void> {
  await shakeHands(wire, info, context)
  await ask(wire, { command: commands.VER, args: plain }, context)
  await ask(wire, { command: commands.SRL, args: plain }, context)
  await shakeHands(wire, readings, context)
  const counts = await ask(wire, { command: commands.GDC, args: withXor(0, 0, 0, 0) }, context)
  const total = (counts[2] ?? 0) * 256 + (counts[3] ?? 0)
  if (total > most) throw new DeviceError('devices.protocol', 'GDC')
  for (let index = total - 1; index >= 0; index -= 1) {
    await ask(wire, { command: commands.GME, args: withXor(0, 0, 0, index) }, context)
    context.progress({ done: total - index, total, unit: 'readings' })
  }
  await ask(wire, { command: commands.END, args: [0xff, 0xff] }, context)
  if (total === 0) throw new DeviceError('devices.noRecords', 'GDC')
}

/** Omron blood-pressure monitors of the HEM-790IT family. They are read with the vendor program's own commands; nothing is cleared. */
export const omronDriver: Driver<'hid'> = {
  manifest: {
    id: 'omron-hem',
    version: 1,
    label: 'Omron blood-pressure monitor (HEM-790IT family)',
    wire: 'hid',
    match: [{ vendorId: 0x0590, productId: 0x0028 }],
    measures: ['blood-pressure'],
    abilities: ['stored'],
  },
  fetch: fetchReadings,
  decode: decodeOmron,
}
