import type { Context, Decoded, Driver } from '../driver.ts'
import { openRecorder, taped } from '../taped.ts'
import { type Bench, type Cut, openBench } from './in-process.ts'
import type { PlugIn } from './model.ts'
import type { Tape } from '../tape.ts'

export interface Drive {
  readonly tape: Tape
  /** By the model's clock. */
  readonly tookMs: number
  /** What `fetch` threw. */
  readonly error?: unknown
  readonly decoded?: Decoded
}

/** Fetches from a model over a taped HID wire in virtual time, and decodes what is on the tape. */
export async function driveHid(driver: Driver<'hid'>, plugIn: PlugIn, cut?: Cut): Promise<Drive> {
  const bench: Bench = openBench(plugIn, cut)
  const recorder = openRecorder(
    () => new Date('2026-03-01T12:00:00Z'),
    () => bench.time.nowMs() * 1000,
  )
  const context: Context = {
    signal: new AbortController().signal,
    progress: () => {},
    now: () => new Date('2026-03-01T12:00:00Z'),
    pause: bench.pause,
  }
  try {
    await driver.fetch?.(taped(bench.hid, recorder), context)
  } catch (error) {
    return { tape: recorder.tape(), tookMs: bench.time.nowMs(), error }
  }
  const decoded = driver.decode?.(recorder.tape())
  return { tape: recorder.tape(), tookMs: bench.time.nowMs(), ...(decoded ? { decoded } : {}) }
}
