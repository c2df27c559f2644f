import { useEffect, useState } from 'react'
import type { LiveSample } from '../../src-shared/contract/monitoring.ts'
import { useClient } from '../link/index.ts'
import { openTraceRing, type TraceRing } from './trace.ts'

export type LiveState =
  | { readonly step: 'waiting' }
  | { readonly step: 'measuring'; readonly latest: LiveSample; readonly silentMs: number }
  | { readonly step: 'over'; readonly error?: unknown }

/** What the canvas draws from, outside of React: it changes up to a hundred times a second. */
export interface Pen {
  readonly ring: TraceRing
  readonly pushed: () => number
}

/** One sweep across the screen: about eight seconds of an oximeter that sends 75 samples a second. */
export const sweepRoom = 600
const refreshMs = 250

/** Numbers that come less often than the wave stay until the device says another, or that it does not know. */
function joined(before: LiveSample | undefined, sample: LiveSample): LiveSample {
  const hasNumbers = sample.spo2 !== undefined || sample.pulsePerMinute !== undefined || sample.pleth === undefined
  return hasNumbers || before === undefined ? sample : { ...before, atMs: sample.atMs, pleth: sample.pleth }
}

/** Follows a live measurement once, for as long as it is shown and `running`. Nothing of it is kept anywhere. */
export function useLive(deviceKey: string, running: boolean): { readonly state: LiveState; readonly pen: Pen } {
  // The whole client: what is taken out of it is another object each time, and would begin the measurement anew.
  const client = useClient()
  const [state, setState] = useState<LiveState>({ step: 'waiting' })
  const [pen] = useState(openPen)
  useEffect(() => {
    if (!running) return undefined
    const stop = new AbortController()
    const heard = { at: 0, latest: undefined as LiveSample | undefined }
    const follow = async () => {
      const samples = await client.monitoring.live({ deviceKey }, { signal: stop.signal })
      for await (const sample of samples) {
        heard.latest = joined(heard.latest, sample)
        heard.at = performance.now()
        pen.push(sample.pleth)
      }
    }
    const end = (error?: unknown) => {
      if (!stop.signal.aborted) setState({ step: 'over', ...(error !== undefined && { error }) })
      stop.abort()
    }
    follow().then(() => end(), end)
    const tick = setInterval(() => {
      const { latest, at } = heard
      if (latest && !stop.signal.aborted) setState({ step: 'measuring', latest, silentMs: performance.now() - at })
    }, refreshMs)
    return () => {
      clearInterval(tick)
      stop.abort()
    }
  }, [client, deviceKey, running, pen])
  return { state, pen }
}

function openPen() {
  const ring = openTraceRing(sweepRoom)
  let pushed = 0
  return {
    ring,
    pushed: () => pushed,
    push: (value: number | undefined) => {
      ring.push(value)
      pushed += 1
    },
  }
}
