import type { z } from 'zod'
import type { LiveSample } from '../../src-shared/contract/monitoring.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Driver, type Recorder, type Session, taped, type Wire } from '../devices/index.ts'
import type { Desk } from './desk.ts'
import { contextOf, withDevice } from './reader.ts'

type Sample = z.input<typeof LiveSample>

/** More than this waits for nobody: a glass that does not listen loses the oldest. */
const mostWaiting = 600

interface Queue {
  push(sample: Sample): void
  /** Ends the stream, with what went wrong where something did. */
  end(error?: unknown): void
  samples(): AsyncGenerator<Sample, void, void>
}

function openQueue(): Queue {
  const waiting: Sample[] = []
  let wake = (): void => {}
  let over: { readonly error?: unknown } | undefined
  return {
    push: sample => {
      waiting.push(sample)
      if (waiting.length > mostWaiting) waiting.shift()
      wake()
    },
    end: error => {
      over ??= error === undefined ? {} : { error }
      wake()
    },
    async *samples() {
      for (;;) {
        const next = waiting.shift()
        if (next) yield next
        else if (over) break
        else
          await new Promise<void>(resolve => {
            wake = resolve
          })
      }
      if (over.error !== undefined) throw over.error
    },
  }
}

type Following = Driver & Required<Pick<Driver, 'follow' | 'listen'>>

const isFollowing = (driver: Driver): driver is Following => driver.follow !== undefined && driver.listen !== undefined

/** Gives what comes from the device to the listener, and keeps none of it. */
function heard(session: Session, driver: Following, queue: Queue): Wire {
  const listener = driver.listen()
  const startedMs = performance.now()
  const ear: Recorder = {
    note: (way, _, bytes) => {
      session.recorder.forget()
      if (way === 'out') return
      const atMs = Math.round(performance.now() - startedMs)
      for (const sample of listener.hear(bytes)) queue.push({ atMs, ...sample, flags: [...sample.flags] })
    },
    tape: () => ({ startedAt: '', entries: [] }),
    forget: () => {},
  }
  return taped(session.wire, ear)
}

/** A live measurement until the asker goes away, the vault locks or the device ends it. Faults devices.*. Nothing is kept. */
export async function* live(
  desk: Desk,
  deviceKey: string,
  signals: readonly AbortSignal[],
): AsyncGenerator<Sample, void, void> {
  const gone = new AbortController()
  const signal = AbortSignal.any([...signals, gone.signal])
  const queue = openQueue()
  const work = withDevice(desk, { deviceKey, signal }, async session => {
    const { driver } = session
    if (!isFollowing(driver)) throw new Fault('devices.unsupported')
    await driver.follow(heard(session, driver, queue), contextOf(desk, signal))
  })
  // Who went away hears no fault.
  const over = work.then(
    () => queue.end(),
    (error: unknown) => queue.end(signal.aborted ? undefined : error),
  )
  try {
    yield* queue.samples()
  } finally {
    gone.abort()
    await over
  }
}
