/** Run by usb-umockdev.test.ts inside umockdev: the devices room with the real usb module against the toy; prints what it saw. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { Driver } from '../driver.ts'
import { DeviceError } from '../errors.ts'
import { openDevices } from '../index.ts'
import type { UsbWire } from '../wire.ts'
import { openUsbFinder } from '../wires/usb-list.ts'
import { floodOf, toyAsk, toyShape } from './usb-toy.ts'

const rounds = Number(process.argv[2] ?? '20')
const signal = new AbortController().signal
const wait = { timeoutMs: 3000, signal }
const toy: Driver<'usb'> = {
  manifest: {
    id: 'toy',
    version: 1,
    label: 'Toy',
    wire: 'usb',
    match: [{ interfaceName: /^Toy face/ }],
    measures: [],
    abilities: [],
  },
}
let stale = 0
const devices = openDevices({
  now: () => new Date(),
  log: line => process.stderr.write(`${line}\n`),
  changed: () => (stale += 1),
  drivers: [toy],
  finders: { usb: openUsbFinder },
})
const nowUs = (): number => Number(process.hrtime.bigint() / 1000n)
const codeOf = async (what: Promise<unknown>): Promise<string> =>
  await what.then(
    () => 'none',
    (error: unknown) => (error instanceof DeviceError ? error.code : `untyped ${String(error)}`),
  )
const face = async () => {
  for (let at = 0; at < 300; at += 1) {
    const [first] = await devices.attached()
    if (first) return first
    await new Promise(done => setTimeout(done, 10))
  }
  throw new Error('no device')
}
const open = async () => {
  const session = await devices.open((await face()).deviceKey, signal)
  return { session, wire: session.wire as UsbWire }
}
const ask = async (wire: UsbWire, request: number, value = 0): Promise<void> => {
  await wire.control({ requestType: 0x40, request, value, index: 0 }, new Uint8Array(0), wait)
}
const learn = async (wire: UsbWire, request: number, value = 0): Promise<Uint8Array> =>
  await wire.control({ requestType: 0xc0, request, value, index: 0 }, 64, wait)

async function transfers(wire: UsbWire) {
  const echo = Buffer.from(await learn(wire, toyAsk.echo, 0x1234)).toString('hex')
  const refused = await codeOf(ask(wire, toyAsk.refuse))
  await ask(wire, toyAsk.tick, 7)
  const tick = [...(await wire.transferIn(0x83, 64, wait))]
  const pieces = 128
  const sent = floodOf(pieces * 65_536)
  const outAt = performance.now()
  for (let at = 0; at < sent.length; at += 65_536) await wire.transferOut(0x02, sent.subarray(at, at + 65_536), wait)
  const outMs = performance.now() - outAt
  const hashed = Buffer.from(await learn(wire, toyAsk.hash)).toString('hex')
  const wanted = floodOf(65_536)
  const inAt = performance.now()
  await ask(wire, toyAsk.flood, pieces)
  let equal = 0
  for (let at = 0; at < pieces; at += 1)
    if (Buffer.compare(await wire.transferIn(0x81, 65_536, wait), wanted) === 0) equal += 1
  const inMs = performance.now() - inAt
  const outEqual = hashed === createHash('sha256').update(sent).digest('hex')
  return { echo, refused, tick, outEqual, equal, pieces, outMs, inMs }
}

async function endings(wire: UsbWire) {
  const silent = await codeOf(wire.transferIn(0x81, 512, { timeoutMs: 60, signal }))
  const stop = new AbortController()
  const pending = codeOf(wire.transferIn(0x81, 512, { timeoutMs: 5000, signal: stop.signal }))
  await new Promise(done => setTimeout(done, 20))
  const at = performance.now()
  stop.abort()
  const cancelled = await pending
  const cancelMs = performance.now() - at
  await ask(wire, toyAsk.halt)
  const halted = await codeOf(wire.transferIn(0x81, 512, wait))
  await wire.clearHalt(0x81)
  await ask(wire, toyAsk.flood, 1)
  const afterHalt = (await wire.transferIn(0x81, 65_536, wait)).length
  return { silent, cancelled, cancelMs, halted, afterHalt }
}

async function pulled(wire: UsbWire) {
  await ask(wire, toyAsk.pull, 50)
  const gone = await codeOf(wire.transferIn(0x81, 512, wait))
  const goneUs = nowUs()
  const later = await codeOf(learn(wire, toyAsk.echo))
  return { gone, goneUs, later }
}

const handles = (): number => readdirSync('/proc/self/fd').length

const found = await face()
const first = await open()
const busy = await codeOf(devices.open(found.deviceKey, signal))
const moved = await transfers(first.wire)
const ended = await endings(first.wire)
const unplug = await pulled(first.wire)
await first.session.close()
const again = await face()
const seenUs = nowUs()
const second = await open()
const echoAgain = Buffer.from(await learn(second.wire, toyAsk.echo, 0x0102)).toString('hex')
await second.session.close()
const before = handles()
for (let at = 0; at < rounds; at += 1) {
  const { session, wire } = await open()
  await learn(wire, toyAsk.echo, at)
  await session.close()
}
const after = handles()
await devices.close()
const answer = { found, busy, moved, ended, unplug, again, seenUs, echoAgain, rounds, before, after, stale, toyShape }
process.stdout.write(`${JSON.stringify(answer)}\n`)
// No process.exit: that it ends by itself is a part of the test.
