import type { Context } from '../../driver.ts'
import { DeviceError, type DeviceFault } from '../../errors.ts'
import type { UsbWire } from '../../wire.ts'
import { operation, response } from './codes.ts'
import { commandOf, containerType, type Message } from './container.ts'
import { openPipe, type Pipe } from './pipe.ts'

export interface Ask {
  readonly code: number
  readonly parameters?: readonly number[]
  /** The most bytes the data may have. */
  readonly most?: number
  readonly onBytes?: (done: number) => void
}

export interface Session {
  /** One transaction and its data. Whatever the device answers other than OK is thrown; a busy device is asked again. */
  ask(ask: Ask, context: Context): Promise<Uint8Array>
  /** The next event, or none within the time. */
  event(timeoutMs: number, signal: AbortSignal): Promise<Message | undefined>
  /** Closes the session, if the device still answers, and the wire. */
  close(): Promise<void>
}

interface Outcome {
  readonly code: number
  readonly data: Uint8Array
}

const busyTries = 10
const busyPauseMs = 200
const closeMs = 1000
/** Containers of an older transaction that are let pass: its data and its response. */
const mostStale = 2

const faults: Readonly<Record<number, DeviceFault>> = {
  [response.operationUnsupported]: 'devices.unsupported',
  [response.badHandle]: 'devices.fileChanged',
  [response.accessDenied]: 'devices.asleep',
  [response.busy]: 'devices.busy',
  [response.cancelled]: 'devices.cancelled',
}

/**
 * Opens a session (transaction 0); one that a program before us left open is closed and opened again. Owns the wire from here on,
 * and has closed it when it rejects.
 */
export async function openSession(wire: UsbWire, context: Context): Promise<Session> {
  try {
    const pipe = openPipe(wire)
    const talk = openTalk(pipe)
    await open(talk, context)
    return sessionOf(wire, pipe, talk)
  } catch (error) {
    await wire.close()
    throw error
  }
}

interface Talk {
  /** One transaction, at once. */
  once(ask: Ask, signal: AbortSignal): Promise<Outcome>
  /** One transaction, again and again while the device is busy. */
  patiently(ask: Ask, context: Context): Promise<Outcome>
}

function openTalk(pipe: Pipe): Talk {
  let next = 0
  const once = async (ask: Ask, signal: AbortSignal): Promise<Outcome> => {
    await pipe.settle()
    // Opening starts the count again; FFFFFFFF is not a transaction (ISO 15740 §9.3.1).
    const transaction = ask.code === operation.openSession ? 0 : next
    next = transaction >= 0xfffffffe ? 1 : transaction + 1
    try {
      await pipe.send(commandOf(ask.code, transaction, ask.parameters ?? []), signal)
      return await outcomeOf(pipe, { ...ask, transaction, signal })
    } catch (error) {
      await pipe.cancel(transaction, error)
      throw error
    }
  }
  return {
    once,
    patiently: async (ask, { signal, pause }) => {
      for (let tries = 1; ; tries += 1) {
        if (signal.aborted) throw new DeviceError('devices.cancelled', 'transaction')
        const outcome = await once(ask, signal)
        if (outcome.code !== response.busy || tries === busyTries) return outcome
        await pause(busyPauseMs)
      }
    },
  }
}

interface Asked extends Ask {
  readonly transaction: number
  readonly signal: AbortSignal
}

async function outcomeOf(pipe: Pipe, { code, transaction, signal, most = 0, onBytes }: Asked): Promise<Outcome> {
  let data: Uint8Array | undefined
  for (let stale = 0; stale <= mostStale; ) {
    const { head, payload, message } = await pipe.next({ most, signal, onBytes })
    if (head.transaction !== transaction) stale += 1
    else if (message) return { code: message.code, data: data ?? new Uint8Array(0) }
    else if (data || head.type !== containerType.data || head.code !== code) break
    else data = payload
  }
  throw new DeviceError('devices.protocol', 'transaction')
}

async function open(talk: Talk, context: Context): Promise<void> {
  const ask = { code: operation.openSession, parameters: [1] }
  let { code } = await talk.patiently(ask, context)
  if (code === response.alreadyOpen) {
    await talk.patiently({ code: operation.closeSession }, context)
    code = (await talk.patiently(ask, context)).code
  }
  if (code !== response.ok) throw refusal(code, 'open session')
}

function sessionOf(wire: UsbWire, pipe: Pipe, talk: Talk): Session {
  /** One transaction at a time: a command must never go out while a data phase is open. */
  let lane: Promise<unknown> = Promise.resolve()
  const inLane = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = lane.then(run)
    lane = turn.catch(() => {})
    return turn
  }
  return {
    ask: (ask, context) =>
      inLane(async () => {
        const { code, data } = await talk.patiently(ask, context)
        if (code !== response.ok) throw refusal(code, `operation ${ask.code.toString(16)}`)
        return data
      }),
    event: (timeoutMs, signal) => pipe.event(timeoutMs, signal),
    close: () =>
      inLane(async () => {
        // A camera that is gone, or that does not answer, has no session to close.
        await talk.once({ code: operation.closeSession }, AbortSignal.timeout(closeMs)).catch(() => {})
        await wire.close()
      }),
  }
}

const refusal = (code: number, step: string): DeviceError => new DeviceError(faults[code] ?? 'devices.stalled', step)
