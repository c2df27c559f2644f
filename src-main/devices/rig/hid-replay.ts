/**
 * Run by hid-umockdev.test.ts inside umockdev: says the host's half of the Omron recording through the real node-hid and
 * prints what came back.
 */
import { omronDriver } from '../drivers/omron/index.ts'
import { openRecorder, taped } from '../taped.ts'
import { hidDevices, openHidWire } from '../wires/hid.ts'
import { omronCaptures, pressureLines } from './omron-captures.ts'

const wait = { timeoutMs: 2000, signal: new AbortController().signal }

async function codeOf(run: Promise<unknown>): Promise<unknown> {
  return await run.then(() => 'no error').catch((error: unknown) => (error as { code?: unknown }).code)
}

async function replay(): Promise<unknown> {
  const capture = omronCaptures().find(({ vendor }) => vendor !== undefined)
  const [device, ...others] = (await hidDevices()).filter(({ vendorId }) => vendorId === 0x0590)
  if (!capture || !device) return { error: 'no device' }
  const recorder = openRecorder(
    () => new Date(),
    () => performance.now() * 1000,
  )
  const bare = await openHidWire(device.path, wait)
  const wire = taped(bare, recorder)
  let equal = 0
  try {
    for (const { way, channel, bytes } of capture.tape.entries) {
      if (way === 'in') equal += Buffer.from(await wire.read(wait)).equals(bytes) ? 1 : 0
      else {
        await (channel === 1 ? wire.feature(bytes, wait) : wire.write(bytes, wait))
        equal += 1
      }
    }
    const began = performance.now()
    const silent = await codeOf(bare.read({ ...wait, timeoutMs: 200 }))
    const cancelling = AbortSignal.timeout(100)
    const cancelled = await codeOf(bare.read({ timeoutMs: 5000, signal: cancelling }))
    const tookMs = performance.now() - began
    const pulled = performance.now()
    const reading = codeOf(bare.read({ ...wait, timeoutMs: 5000 }))
    // The simulator pulls the plug at this signal.
    process.kill(Number(process.env['SIM_PID']), 'SIGUSR1')
    const unplugged = await reading
    const goneMs = performance.now() - pulled
    const afterwards = await codeOf(bare.write(new Uint8Array(9), wait))
    const decoded = omronDriver.decode?.(recorder.tape())
    return {
      devices: 1 + others.length,
      equal,
      lines: decoded && pressureLines(decoded),
      silent,
      cancelled,
      tookMs,
      unplugged,
      goneMs,
      afterwards,
    }
  } finally {
    await wire.close()
    await wire.close()
  }
}

const result = await replay()
const missing = await codeOf(openHidWire('9-9:1.0', wait))
process.stdout.write(`${JSON.stringify({ ...(result as object), missing })}\n`)
process.exit(0)
