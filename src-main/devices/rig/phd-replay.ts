import { readFileSync } from 'node:fs'
import type { Driver } from '../driver.ts'
import type { Tape } from '../tape.ts'
import { openRecorder, taped } from '../taped.ts'
import type { Endpoint } from '../wire.ts'
import { openBench } from './in-process.ts'
import { bytesOf, maskedApdu } from './phd-mask.ts'

interface Transfer {
  readonly endpoint: number
  readonly hex: string
}

const kindsOfEndpoint = ['control', 'isochronous', 'bulk', 'interrupt'] as const

/** The bulk transfers of a dialogue recorded for umockdev, in order. */
function transfersOf(text: string): readonly Transfer[] {
  return text.split('\n').flatMap(line => {
    const [request, , type, endpoint, , , , , , hex] = line.trim().split(' ')
    return request === 'USBDEVFS_REAPURBNDELAY' && type === '3' && hex ? [{ endpoint: Number(endpoint), hex }] : []
  })
}

/** The endpoints in the descriptors of a device described for umockdev. */
function endpointsOf(text: string): readonly Endpoint[] {
  const bytes = Buffer.from(/^H: descriptors=([0-9A-Fa-f]+)/m.exec(text)?.[1] ?? '', 'hex')
  const found: Endpoint[] = []
  for (let at = 0; at + 7 <= bytes.length && bytes.readUInt8(at) > 0; at += bytes.readUInt8(at)) {
    const type = kindsOfEndpoint[bytes.readUInt8(at + 3) & 3]
    if (bytes.readUInt8(at + 1) !== 5 || !type) continue
    found.push({ address: bytes.readUInt8(at + 2), type, packetSize: bytes.readUInt16LE(at + 4) })
  }
  return found
}

export interface Replayed {
  readonly tape: Tape
  readonly why?: string
}

/** Plays the device of a recorded dialogue to a driver: it says what it said then, as soon as the host has said what it said then. */
export async function replayPhd(driver: Driver<'usb'>, ioctlFile: string): Promise<Replayed> {
  const transfers = transfersOf(readFileSync(ioctlFile, 'utf8'))
  const endpoints = endpointsOf(readFileSync(ioctlFile.replace(/\.ioctl$/, '.umockdev'), 'utf8'))
  let at = 0
  let why: string | undefined
  const bench = openBench(stage => {
    const speak = (): void => {
      for (let next = transfers[at]; next && next.endpoint >= 0x80; next = transfers[at]) {
        stage.say(bytesOf(next.hex), next.endpoint)
        at += 1
      }
    }
    stage.after(10, speak)
    return {
      hear: (bytes, channel) => {
        if (channel === 0) return stage.say(Uint8Array.from([0, 0]))
        const expected = transfers[at]
        const isSame = expected?.endpoint === channel && maskedApdu(bytes) === maskedApdu(bytesOf(expected.hex))
        if (!isSame) why ??= `transfer ${at + 1} is not the one recorded`
        at += 1
        speak()
      },
    }
  })
  const now = (): Date => new Date(Date.UTC(2026, 2, 1, 12) + bench.time.nowMs())
  const recorder = openRecorder(now, () => bench.time.nowMs() * 1000)
  const wire = taped(bench.usb(endpoints), recorder)
  const { signal } = new AbortController()
  try {
    await driver.fetch?.(wire, { signal, progress: () => {}, now, pause: bench.pause })
  } catch (error) {
    why ??= error instanceof Error ? error.message : 'failed'
  }
  if (at < transfers.length) why ??= `${transfers.length - at} transfers were left`
  return { tape: recorder.tape(), ...(why === undefined ? {} : { why }) }
}
