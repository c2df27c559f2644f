import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { DeviceError } from '../errors.ts'
import type { PlugIn } from '../rig/model.ts'
import { openPty, type PtyFront } from '../rig/pty.ts'
import { openSerialWire, serialPorts, simulatedPorts } from './serial.ts'
import { refusalOf } from './serial-port.ts'

const line = { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 } as const
const wait = (timeoutMs = 2000, signal = new AbortController().signal) => ({ timeoutMs, signal })
const echo: PlugIn = stage => ({ hear: bytes => stage.say(bytes) })
const hasSocat = spawnSync('socat', ['-V']).status === 0
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof DeviceError ? error.code : error),
  )

const fronts: PtyFront[] = []
const front = async (plugIn: PlugIn = echo): Promise<PtyFront> => {
  const one = await openPty(line, plugIn)
  fronts.push(one)
  return one
}
afterEach(async () => {
  for (const one of fronts.splice(0)) await one.close()
})

async function readAll(wire: Awaited<ReturnType<typeof openSerialWire>>, length: number): Promise<Uint8Array> {
  const parts: number[] = []
  while (parts.length < length) parts.push(...(await wire.read(wait())))
  return Uint8Array.from(parts)
}

describe.skipIf(!hasSocat)(`serial wire over a PTY${hasSocat ? '' : ' (not run: socat absent)'}`, () => {
  it('carries every byte value both ways', async () => {
    const { path } = await front()
    const wire = await openSerialWire(path, line, wait())
    const sent = Uint8Array.from({ length: 2048 }, (_, at) => at & 255)
    await wire.write(sent, wait())
    expect(await readAll(wire, sent.length)).toEqual(sent)
    await wire.close()
  })

  it('hears what was said before anyone read, and nothing is lost to a read that ran out of time', async () => {
    const { path } = await front(stage => {
      stage.after(150, () => stage.say(Uint8Array.of(1, 2, 3)))
      return { hear: () => {} }
    })
    const wire = await openSerialWire(path, line, wait())
    expect(await codeOf(wire.read(wait(20)))).toBe('devices.noAnswer')
    expect(await readAll(wire, 3)).toEqual(Uint8Array.of(1, 2, 3))
    await wire.close()
  })

  it('says gone at an unplug, every time, and is usable after a replug', async () => {
    const one = await front()
    for (let turn = 0; turn < 10; turn += 1) {
      const wire = await openSerialWire(one.path, line, wait())
      await wire.write(Uint8Array.of(7), wait())
      await readAll(wire, 1)
      const reading = codeOf(wire.read(wait()))
      await one.unplug()
      expect(await reading).toBe('devices.gone')
      expect(await codeOf(wire.write(Uint8Array.of(7), wait()))).toBe('devices.gone')
      await wire.close()
      await one.replug()
    }
  })
})

describe.skipIf(!hasSocat)(`holding a serial port${hasSocat ? '' : ' (not run: socat absent)'}`, () => {
  it('says busy while another holds the port', async () => {
    const { path } = await front()
    const wire = await openSerialWire(path, line, wait())
    expect(await codeOf(openSerialWire(path, line, wait()))).toBe('devices.busy')
    await wire.close()
    await (await openSerialWire(path, line, wait())).close()
  })

  it('ends a wait when it is cancelled', async () => {
    const { path } = await front()
    const wire = await openSerialWire(path, line, wait())
    const stop = new AbortController()
    const reading = codeOf(wire.read(wait(5000, stop.signal)))
    stop.abort()
    expect(await reading).toBe('devices.cancelled')
    const closing = codeOf(wire.read(wait(5000)))
    await wire.close()
    expect(await closing).toBe('devices.gone')
  })

  it('leaves the count of file descriptors as it was after 200 connects', async () => {
    const { path } = await front()
    const count = (): number => readdirSync('/proc/self/fd').length
    await (await openSerialWire(path, line, wait())).close()
    const before = count()
    for (let turn = 0; turn < 200; turn += 1) await (await openSerialWire(path, line, wait())).close()
    expect(count()).toBe(before)
  })
})

describe('serial ports', () => {
  it('lists simulated ports by path and label', async () => {
    expect(simulatedPorts('/tmp/a:nonin,/tmp/b:kern,rubbish,:x,/y:')).toEqual([
      { path: '/tmp/a', simulated: 'nonin' },
      { path: '/tmp/b', simulated: 'kern' },
    ])
    process.env['CUTIS_SIM_PORTS'] = '/tmp/a:nonin'
    expect(await serialPorts()).toContainEqual({ path: '/tmp/a', simulated: 'nonin' })
    delete process.env['CUTIS_SIM_PORTS']
  })

  it('names what an opening was refused for', async () => {
    expect(await codeOf(openSerialWire('/dev/cutis-none', line, wait()))).toBe('devices.notKnown')
    const refusals = [
      ['Error: Permission denied, cannot open /dev/ttyUSB0', 'devices.permission'],
      ['Error Resource temporarily unavailable Cannot lock port', 'devices.busy'],
      ['Opening COM3: Access denied', 'devices.busy'],
      ['Opening COM3: File not found', 'devices.notKnown'],
      ['Error: Inappropriate ioctl', 'devices.stalled'],
    ] as const
    for (const [words, code] of refusals) expect(refusalOf(new Error(words)).code).toBe(code)
    const stop = AbortSignal.abort()
    expect(await codeOf(openSerialWire('/dev/cutis-none', line, wait(100, stop)))).toBe('devices.cancelled')
  })
})
