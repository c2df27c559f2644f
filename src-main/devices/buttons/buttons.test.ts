import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { DeviceError } from '../errors.ts'
import { type InputEvent, isSnapshot, keyCamera, openEventDecoder } from './events.ts'
import { followSnapshots, snapshotButtons } from './follow.ts'
import { snapshotButtonsOf } from './input-devices.ts'

const bytesOf = (events: readonly InputEvent[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(24 * events.length))
  for (const [at, { type, code, value }] of events.entries()) {
    view.setBigUint64(at * 24, 1_764_000_000n, true)
    view.setUint16(at * 24 + 16, type, true)
    view.setUint16(at * 24 + 18, code, true)
    view.setInt32(at * 24 + 20, value, true)
  }
  return new Uint8Array(view.buffer)
}
const event = fc.record({
  type: fc.nat(0xffff),
  code: fc.nat(0xffff),
  value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
})
const press = { type: 1, code: keyCamera, value: 1 }

test('events are the same however the bytes are cut, and a part of one is none', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), fc.array(fc.nat(60)), fc.nat(23), (events, cuts, missing) => {
      const whole = bytesOf(events)
      const bytes = whole.subarray(0, whole.length - (events.length > 0 ? missing : 0))
      const decoder = openEventDecoder()
      const heard: InputEvent[] = []
      let at = 0
      for (const cut of [...cuts, bytes.length]) {
        heard.push(...decoder.hear(bytes.subarray(at, at + cut)))
        at += cut
      }
      expect(heard).toEqual(events.slice(0, Math.floor(bytes.length / 24)))
    }),
  )
})

test('only the button going down is a press', () => {
  expect(isSnapshot(press)).toBe(true)
  for (const other of [
    { ...press, value: 0 },
    { ...press, value: 2 },
    { ...press, code: 30 },
    { ...press, type: 4 },
  ])
    expect(isSnapshot(other)).toBe(false)
})

const camera = `I: Bus=0003 Vendor=a168 Product=0980 Version=0100
N: Name="USB Microscope: USB Microscope"
P: Phys=usb-0000:00:14.0-1/button
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/input/input9
U: Uniq=
H: Handlers=kbd event9 
B: PROP=0
B: EV=3
B: KEY=100000 0 0 0
`
const keyboard = `I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT keyboard"
H: Handlers=sysrq kbd leds event0 
B: EV=120013
B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe
`

test('the snapshot button among the input devices', () => {
  const face = {
    path: '/dev/input/event9',
    name: 'USB Microscope: USB Microscope',
    vendorId: 0xa168,
    productId: 0x0980,
  }
  expect(snapshotButtonsOf(`${keyboard}\n${camera}`)).toEqual([face])
  expect(snapshotButtonsOf(camera.replace('100000 0 0 0', '100000 0 0'))).toEqual([])
  expect(snapshotButtonsOf(camera.replace('event9', 'event99999'))).toEqual([])
  expect(snapshotButtonsOf(camera.replace('event9', '../mem'))).toEqual([])
})

test('no text makes a path outside of the event devices', () => {
  const damaged = fc.tuple(fc.nat(camera.length), fc.nat(20), fc.string({ maxLength: 20 }))
  fc.assert(
    fc.property(damaged, ([at, gone, put]) => {
      const text = `${keyboard}\n${camera.slice(0, at)}${put}${camera.slice(at + gone)}`
      for (const { path, vendorId } of snapshotButtonsOf(text)) {
        expect(path).toMatch(/^\/dev\/input\/event\d{1,4}$/)
        expect(vendorId).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'cutis-button-'))
  folders.push(made)
  return made
}

test.skipIf(process.platform === 'win32')('presses through a pipe, as they come, until it is ended', async () => {
  const path = join(folder(), 'event0')
  execFileSync('mkfifo', [path])
  // Open both ways, so that it neither waits for a reader nor ends.
  const device = await open(path, 'r+')
  const stop = new AbortController()
  const presses = followSnapshots(path, stop.signal)
  const bytes = bytesOf([press, { ...press, value: 0 }, { ...press, value: 2 }, press])
  const first = presses.next()
  await device.write(bytes.subarray(0, 30))
  expect((await first).value).toBe('pressed')
  const second = presses.next()
  await device.write(bytes.subarray(30))
  expect((await second).value).toBe('pressed')
  const last = presses.next()
  stop.abort()
  expect((await last).done).toBe(true)
  await device.close()
})

test('what is not there is gone, and an absent list is no button', async () => {
  const gone = await followSnapshots(join(folder(), 'event0'), AbortSignal.timeout(1000))
    .next()
    .catch((error: unknown) => error)
  expect(gone instanceof DeviceError && gone.code).toBe('devices.gone')
  const list = join(folder(), 'devices')
  expect(await snapshotButtons(list)).toEqual([])
  writeFileSync(list, camera)
  expect(await snapshotButtons(list)).toHaveLength(1)
})
