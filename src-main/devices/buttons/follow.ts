import { constants } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { DeviceError, type DeviceFault } from '../errors.ts'
import { paused } from '../image-session.ts'
import { isSnapshot, openEventDecoder } from './events.ts'
import { type ButtonFace, snapshotButtonsOf } from './input-devices.ts'

/** Cameras with a snapshot button that the kernel shows; none outside Linux. */
export const snapshotButtons = async (list = '/proc/bus/input/devices'): Promise<readonly ButtonFace[]> =>
  snapshotButtonsOf(await readFile(list, 'utf8').catch(() => ''))

const faults: Readonly<Record<string, DeviceFault>> = {
  EACCES: 'devices.permission',
  EPERM: 'devices.permission',
  ENODEV: 'devices.gone',
  ENOENT: 'devices.gone',
  ENXIO: 'devices.gone',
}

const codeOf = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? ''

const failed = (step: string, error: unknown): DeviceError =>
  error instanceof DeviceError
    ? error
    : new DeviceError(faults[codeOf(error)] ?? 'devices.protocol', step, { cause: error })

const lookMs = 20
const mostEvents = 64

/**
 * Tells each press until the signal ends it. Read without blocking and asked again every 20 ms, since a read that waits could not be
 * ended. Rejects devices.permission, devices.gone. Not tried on a real camera.
 */
export async function* followSnapshots(path: string, signal: AbortSignal): AsyncGenerator<'pressed', void, void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw failed('open', error)
  })
  const decoder = openEventDecoder()
  const buffer = new Uint8Array(24 * mostEvents)
  try {
    while (!signal.aborted) {
      const read = await piece(file, buffer)
      for (const event of decoder.hear(buffer.subarray(0, read))) if (isSnapshot(event)) yield 'pressed'
      // Ended while it waits: that is the end, not a failure.
      if (read === 0) await paused(lookMs, signal).catch(() => undefined)
    }
  } finally {
    await file.close().catch(() => undefined)
  }
}

async function piece(file: FileHandle, buffer: Uint8Array): Promise<number> {
  try {
    return (await file.read(buffer, 0, buffer.length, null)).bytesRead
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return 0
    throw failed('read', error)
  }
}
