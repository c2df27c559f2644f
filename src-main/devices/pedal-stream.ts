import type { z } from 'zod'
import type { PedalEvent } from '../../src-shared/contract/devices.ts'
import { type SnapshotNeeds, snapshotSteps } from './buttons/index.ts'
import { followPedal, pedalDriver } from './drivers/pedal/index.ts'
import { DeviceError } from './errors.ts'
import type { Hub, Session } from './hub.ts'
import { paused } from './image-session.ts'

type Told = z.input<typeof PedalEvent>

export interface PedalNeeds {
  readonly hub: Pick<Hub, 'attached' | 'open'>
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Only tests set it. */
  readonly pause?: (ms: number) => Promise<void>
}

const lookMs = 1000

/** What a foot does and what a finger does on the camera, as one stream, until the signal ends it. */
export async function* pressSteps(needs: PedalNeeds & SnapshotNeeds): AsyncGenerator<Told, void, void> {
  const ending = new AbortController()
  const own = { ...needs, signal: AbortSignal.any([needs.signal, ending.signal]) }
  yield* merged<Told>([pedalSteps(own), snapshotSteps(own)], () => ending.abort())
}

type Coming<T> = Promise<{ readonly source: AsyncGenerator<T, void, void>; readonly result: IteratorResult<T, void> }>

/** Whatever comes first of several streams. Where the asker leaves, `end` must end them all: one that waits cannot be left otherwise. */
async function* merged<T>(sources: readonly AsyncGenerator<T, void, void>[], end: () => void) {
  const coming = new Map<unknown, Coming<T>>()
  const ask = (source: AsyncGenerator<T, void, void>) => {
    const next = source.next().then(result => ({ source, result }))
    // Heard below; without this a failure while the asker is busy would be nobody's.
    next.catch(() => {})
    coming.set(source, next)
  }
  for (const source of sources) ask(source)
  try {
    while (coming.size > 0) {
      const { source, result } = await Promise.race(coming.values())
      coming.delete(source)
      if (result.done) continue
      yield result.value
      ask(source)
    }
  } finally {
    end()
    await Promise.allSettled(sources.map(source => source.return()))
  }
}

/** Foot pedals one after the other, as they are plugged in, until the signal ends it: `none` where there is none, `ready`, and each step. */
async function* pedalSteps(needs: PedalNeeds): AsyncGenerator<Told, void, void> {
  const { signal } = needs
  const pause = needs.pause ?? (ms => paused(ms, signal))
  let saidNone = false
  while (!signal.aborted) {
    const session = await pedalOf(needs)
    if (session) {
      saidNone = false
      yield* stepsOf(session, { ...needs, pause })
    } else if (!saidNone) {
      saidNone = true
      yield { kind: 'none' }
    }
    // Ended while it waits: that is the end, not a failure.
    await pause(lookMs).catch(() => undefined)
  }
}

/** The pedal that is plugged in and free; nothing where there is none, or where another window hears it. */
async function pedalOf({ hub, signal }: PedalNeeds): Promise<Session | undefined> {
  const found = (await hub.attached()).find(
    ({ driver, state }) => driver === pedalDriver.manifest.id && state === 'free',
  )
  if (!found) return undefined
  return await hub.open(found.deviceKey, signal).catch(() => undefined)
}

async function* stepsOf(
  session: Session,
  { now, signal, pause }: PedalNeeds & { readonly pause: (ms: number) => Promise<void> },
): AsyncGenerator<Told, void, void> {
  const { bare, identity } = session
  try {
    if (bare.kind !== 'hid') return
    yield { kind: 'ready', label: identity.label }
    const context = { signal, now, pause, progress: () => {} }
    for await (const { pedal, state } of followPedal(bare, context)) yield { kind: state, pedal }
  } catch (error) {
    // Unplugged: the next one is waited for.
    if (!(error instanceof DeviceError)) throw error
  } finally {
    await session.close()
  }
}
