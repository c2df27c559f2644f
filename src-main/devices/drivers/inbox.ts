import type { Context } from '../driver.ts'
import { DeviceError } from '../errors.ts'
import type { SerialWire } from '../wire.ts'

/** How long a device may talk without saying what was asked before it is given up. Silence is another thing: it has its own waits. */
const mostNoiseMs = 2000

export interface Inbox<T> {
  /** The next message, or nothing when the time is over. Rejects devices.gone, .cancelled, and .protocol for a babbler. */
  next(timeoutMs: number): Promise<T | undefined>
  send(bytes: Uint8Array): Promise<void>
  /** What came is what was asked for: the time that a babbler is given begins anew. */
  heard(): void
  /** Lets what is still coming pass by until the line rests for so long, for at most ten times that. */
  rest(quietMs: number): Promise<void>
}

/** A serial line seen as messages. `hear` makes messages of bytes, however they are cut. */
export function openInbox<T>(wire: SerialWire, context: Context, hear: (bytes: Uint8Array) => readonly T[]): Inbox<T> {
  const waiting: T[] = []
  let heardMs = context.now().getTime()
  const read = async (timeoutMs: number): Promise<boolean> => {
    try {
      const bytes = await wire.read({ timeoutMs, signal: context.signal })
      waiting.push(...hear(bytes))
      if (context.now().getTime() - heardMs > mostNoiseMs) throw new DeviceError('devices.protocol', 'babble')
      return true
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'devices.noAnswer') {
        heardMs = context.now().getTime()
        return false
      }
      throw error
    }
  }
  return {
    next: async timeoutMs => {
      const until = context.now().getTime() + timeoutMs
      // A line that is never quiet must not hold up the end of a wait.
      while (waiting.length === 0) {
        const left = until - context.now().getTime()
        if (left <= 0 || !(await read(left))) return waiting.shift()
      }
      return waiting.shift()
    },
    heard: () => {
      heardMs = context.now().getTime()
    },
    send: bytes => wire.write(bytes, { timeoutMs: 1000, signal: context.signal }),
    rest: async quietMs => {
      const until = context.now().getTime() + 10 * quietMs
      while (context.now().getTime() < until && (await read(quietMs)));
      waiting.length = 0
    },
  }
}
