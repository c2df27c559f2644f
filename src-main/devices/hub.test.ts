import { afterEach, expect, test, vi } from 'vitest'
import type { Driver } from './driver.ts'
import { DeviceError } from './errors.ts'
import type { Finder, Found } from './finder.ts'
import { type Devices, openDevices } from './index.ts'
import { openBench } from './rig/in-process.ts'

const scale: Driver = {
  manifest: {
    id: 'toy-scale',
    version: 1,
    label: 'Toy scale',
    wire: 'usb',
    match: [{ vendorId: 0x1234, productId: 1 }],
    measures: ['weight'],
    abilities: ['stored'],
  },
}
const anyHealth: Driver = {
  manifest: { ...scale.manifest, id: 'health', label: 'Health device', match: [{ usbClass: [0x0f] }] },
}
const face = (kind: number) => ({ number: 0, usbClass: [kind, 0, 0] as const })
const one: Found = {
  transport: 'usb',
  port: 'usb 1-1',
  vendorId: 0x1234,
  productId: 1,
  serial: 'S1',
  interfaces: [face(0x0f)],
}

let devices: Devices | undefined
afterEach(async () => {
  await devices?.close()
  vi.useRealTimers()
})

function plugged(list: Found[]) {
  let moved = () => {}
  const closed = vi.fn<() => void>()
  const opened = vi.fn<() => void>()
  const changed = vi.fn<(tags: readonly string[]) => void>()
  const finder: Finder = {
    transport: 'usb',
    list: async () => list,
    watch: callback => {
      moved = callback
      return () => {}
    },
    open: async () => {
      opened()
      return { ...openBench(() => ({ hear: () => {} })).usb([]), close: async () => closed() }
    },
  }
  const own = openDevices({
    now: () => new Date(0),
    log: () => {},
    changed,
    drivers: [anyHealth, scale],
    finders: { usb: async () => finder, hid: async () => Promise.reject(new Error('no hid here')) },
  })
  devices = own
  return { own, changed, closed, opened, moved: () => moved() }
}
const signal = new AbortController().signal
const codeOf = async (what: Promise<unknown>): Promise<string> =>
  await what.then(
    () => 'none',
    (error: unknown) => (error instanceof DeviceError ? error.code : 'untyped'),
  )

test('the driver that names the product comes before one that knows its class', async () => {
  const [found] = await plugged([one]).own.attached()
  expect(found).toMatchObject({
    deviceKey: 'usb:1234:0001:S1',
    driver: 'toy-scale',
    measures: ['weight'],
    state: 'free',
  })
})

test('the same device on another port keeps its key; two that claim one serial number are told apart by port', async () => {
  const list = [one]
  const { own } = plugged(list)
  list[0] = { ...one, port: 'usb 2-4' }
  expect((await own.attached()).map(({ deviceKey }) => deviceKey)).toEqual(['usb:1234:0001:S1'])
  list.push({ ...one, port: 'usb 2-5' })
  expect((await own.attached()).map(({ deviceKey }) => deviceKey)).toEqual(['usb@usb 2-4', 'usb@usb 2-5'])
})

test('one session a device, and again after it was closed', async () => {
  const { own, closed } = plugged([one])
  const session = await own.open('usb:1234:0001:S1', signal)
  expect((await own.attached())[0]?.state).toBe('in-use')
  expect(await codeOf(own.open('usb:1234:0001:S1', signal))).toBe('devices.busy')
  await session.close()
  await session.close()
  expect(closed).toHaveBeenCalledTimes(1)
  expect(await codeOf(own.open('usb:1234:0001:S1', signal))).toBe('none')
})

test('a closed session does not free the device under its successor', async () => {
  const { own } = plugged([one])
  const first = await own.open('usb:1234:0001:S1', signal)
  await first.close()
  await own.open('usb:1234:0001:S1', signal)
  await first.close()
  expect(await codeOf(own.open('usb:1234:0001:S1', signal))).toBe('devices.busy')
})

test('a camera of the browser is listed and never opened, even if a driver names it', async () => {
  const { own, opened } = plugged([{ ...one, interfaces: [face(0x0e), face(0x0f)] }])
  const [found] = await own.attached()
  expect(found?.driver).toBeUndefined()
  expect(await codeOf(own.open(found?.deviceKey ?? '', signal))).toBe('devices.unsupported')
  expect(opened).not.toHaveBeenCalled()
})

test('what is not there, and what was cancelled, is refused by name', async () => {
  const { own } = plugged([])
  expect(await codeOf(own.open('usb:1:2:3', signal))).toBe('devices.notKnown')
  expect(await codeOf(own.open('usb:1:2:3', AbortSignal.abort()))).toBe('devices.cancelled')
})

test('a way of connecting that is missing is reported and the others work', async () => {
  const { own } = plugged([one])
  expect(await own.transports()).toEqual([
    { transport: 'usb', state: 'ready' },
    { transport: 'hid', state: 'missing', why: 'no hid here' },
  ])
  expect(await own.attached()).toHaveLength(1)
})

test('a serial line that cannot tell what hangs on it is what a person says it is', async () => {
  const manifest = { ...scale.manifest, wire: 'serial', match: [] } as const
  const bridge: Found = { transport: 'serial', port: '/dev/ttyUSB0', vendorId: 0x0403, productId: 0x6001, serial: 'B1' }
  const list: Finder = {
    transport: 'serial',
    list: async () => [bridge],
    open: async () => openBench(() => ({ hear: () => {} })).serial,
  }
  const own = openDevices({
    now: () => new Date(0),
    log: () => {},
    changed: () => {},
    drivers: [
      { manifest: { ...manifest, id: 'one', label: 'One' } },
      { manifest: { ...manifest, id: 'two', label: 'Two' } },
      scale,
    ],
    finders: { serial: async () => list },
  })
  devices = own
  const [face] = await own.attached()
  const candidates = [
    { driver: 'one', label: 'One' },
    { driver: 'two', label: 'Two' },
  ]
  expect(face).toMatchObject({ candidates, measures: [] })
  expect(face?.driver).toBeUndefined()
  const key = face?.deviceKey ?? ''
  expect(await codeOf(own.open(key, signal))).toBe('devices.unsupported')
  const asking = {} as Parameters<typeof own.service.choose>[1]
  expect(await codeOf(Promise.resolve(own.service.choose({ deviceKey: key, driver: 'toy-scale' }, asking)))).toBe(
    'devices.unsupported',
  )
  await own.service.choose({ deviceKey: key, driver: 'two' }, asking)
  expect((await own.attached())[0]).toMatchObject({ driver: 'two', candidates, measures: ['weight'] })
  expect((await own.open(key, signal)).driver.manifest.id).toBe('two')
})

test('several events of one plug are told once', async () => {
  vi.useFakeTimers()
  const list: Found[] = []
  const { own, changed, moved } = plugged(list)
  await own.transports()
  await vi.advanceTimersByTimeAsync(1000)
  list.push(one)
  for (let at = 0; at < 4; at += 1) moved()
  await vi.advanceTimersByTimeAsync(299)
  expect(changed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2)
  expect(changed.mock.calls).toEqual([[['device']]])
})
