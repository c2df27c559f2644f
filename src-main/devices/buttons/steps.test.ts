import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openDevices } from '../index.ts'
import { keyCamera } from './events.ts'
import type { ButtonFace } from './input-devices.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const place = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-button-'))
  folders.push(folder)
  return join(folder, name)
}
const faceOf = (path: string): ButtonFace => ({ path, name: 'Microscope', vendorId: 0xa168, productId: 0x0980 })

/** The button going down, or up. */
const eventOf = (value: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(24))
  view.setUint16(16, 1, true)
  view.setUint16(18, keyCamera, true)
  view.setInt32(20, value, true)
  return new Uint8Array(view.buffer)
}

function opened(buttons: () => readonly ButtonFace[]) {
  const logged: string[] = []
  const devices = openDevices({
    now: () => new Date(0),
    log: line => logged.push(line),
    changed: () => {},
    drivers: [],
    finders: {},
    buttons: async () => buttons(),
  })
  const stop = new AbortController()
  const hear = async () => {
    const stream = await devices.service.pedal(undefined as never, { signal: stop.signal } as never)
    return stream[Symbol.asyncIterator]()
  }
  return { devices, logged, stop, hear }
}

const pipe = async (): Promise<{ path: string; device: FileHandle }> => {
  const path = place('event0')
  execFileSync('mkfifo', [path])
  // Open both ways, so that it neither waits for a reader nor ends.
  return { path, device: await open(path, 'r+') }
}

test.skipIf(process.platform === 'win32')('presses come through the stream of the pedals, one at a time', async () => {
  const { path, device } = await pipe()
  const { devices, hear, stop, logged } = opened(() => [faceOf(path)])
  const stream = await hear()
  expect((await stream.next()).value).toEqual({ kind: 'none' })
  for (let turn = 0; turn < 3; turn += 1) {
    const next = stream.next()
    await device.write(eventOf(1))
    await device.write(eventOf(0))
    expect((await next).value).toEqual({ kind: 'snapshot' })
  }
  const last = stream.next()
  stop.abort()
  expect((await last).done).toBe(true)
  expect(logged).toEqual([])
  await device.close()
  await devices.close()
})

test.skipIf(process.platform === 'win32')('an asker who leaves between two events ends it all', async () => {
  const { path, device } = await pipe()
  const { devices, hear } = opened(() => [faceOf(path)])
  const stream = await hear()
  await stream.next()
  await device.write(eventOf(1))
  expect((await stream.next()).value).toEqual({ kind: 'snapshot' })
  await stream.return?.()
  expect((await stream.next()).done).toBe(true)
  await device.close()
  await devices.close()
})

test.skipIf(process.platform === 'win32')('a button that is plugged in later is heard', async () => {
  const { path, device } = await pipe()
  const faces: ButtonFace[] = []
  const { devices, hear, stop } = opened(() => faces)
  const stream = await hear()
  await stream.next()
  const next = stream.next()
  faces.push(faceOf(path))
  await device.write(eventOf(1))
  expect((await next).value).toEqual({ kind: 'snapshot' })
  stop.abort()
  await device.close()
  await devices.close()
})

/** Root may read everything: there the folder in the way of the file stands for a refusal. */
const isRoot = process.getuid?.() === 0

test.skipIf(process.platform === 'win32')('one that may not be read is one line, and the rest goes on', async () => {
  const { path, device } = await pipe()
  const refused = isRoot ? place('') : place('event1')
  if (!isRoot) {
    writeFileSync(refused, '')
    chmodSync(refused, 0)
  }
  const { devices, hear, stop, logged } = opened(() => [faceOf(refused), faceOf(path)])
  for (let turn = 0; turn < 2; turn += 1) {
    const stream = await hear()
    expect((await stream.next()).value).toEqual({ kind: 'none' })
    await device.write(eventOf(1))
    expect((await stream.next()).value).toEqual({ kind: 'snapshot' })
    await stream.return?.()
  }
  stop.abort()
  const code = isRoot ? 'devices.protocol' : 'devices.permission'
  expect(logged).toEqual([`the snapshot button of camera a168:0980 is left out: ${code}`])
  await device.close()
  await devices.close()
})
