import { expect, test } from 'vitest'
import { pedalDriver } from './drivers/pedal/index.ts'
import type { Finder, Found } from './finder.ts'
import { openDevices } from './index.ts'
import { openBench } from './rig/in-process.ts'
import { pedalModel } from './rig/pedal-model.ts'

const found: Found = { transport: 'hid', port: 'hid 1', vendorId: 0x05f3, productId: 0x00ff, model: 'Foot pedal' }

function plugged(list: Found[]) {
  const finder: Finder = {
    transport: 'hid',
    list: async () => list,
    open: async () => {
      const steps = [
        { atMs: 100, bits: 2 },
        { atMs: 400, bits: 0 },
      ]
      return openBench(pedalModel({ steps, unplugAtMs: 900 })).hid
    },
  }
  return openDevices({
    now: () => new Date(0),
    log: () => {},
    changed: () => {},
    drivers: [pedalDriver],
    finders: { hid: async () => finder },
  })
}

const hear = async (list: Found[], most: number, onTold: (index: number) => void = () => {}) => {
  const devices = plugged(list)
  const stop = new AbortController()
  const asking = { who: () => Promise.reject(new Error('unused')) as never, about: () => {}, signal: stop.signal }
  const told: unknown[] = []
  for await (const event of await devices.service.pedal(undefined as never, asking as never)) {
    told.push(event)
    onTold(told.length)
    if (told.length === most) stop.abort()
  }
  await devices.close()
  return told
}

test('a pedal is told, its steps, and the next one after it was unplugged', async () => {
  const round = [
    { kind: 'ready', label: 'Foot pedal' },
    { kind: 'pressed', pedal: 1 },
    { kind: 'released', pedal: 1 },
  ]
  expect(await hear([found], 6)).toEqual([...round, ...round])
})

test('without a pedal it says so once, and hears one that is plugged in later', async () => {
  const list: Found[] = []
  const told = await hear(list, 2, index => index === 1 && list.push(found))
  expect(told).toEqual([{ kind: 'none' }, { kind: 'ready', label: 'Foot pedal' }])
})

test('it ends when nobody listens any more, and lets the pedal go', async () => {
  const devices = plugged([found])
  const stop = new AbortController()
  const stream = await devices.service.pedal(undefined as never, { signal: stop.signal } as never)
  await stream[Symbol.asyncIterator]().next()
  expect((await devices.attached())[0]?.state).toBe('in-use')
  stop.abort()
  for await (const _ of stream);
  expect((await devices.attached())[0]?.state).toBe('free')
  await devices.close()
})
