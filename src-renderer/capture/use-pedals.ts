import { useEffect, useMemo, useRef, useState } from 'react'
import type { PedalEvent } from '../../src-shared/contract/devices.ts'
import { useClient } from '../link/index.ts'
import type { Action } from '../ui/actions.ts'
import { actOf, footPedals, type PedalAct, type PedalMap, pedalsFrom } from './pedals.ts'
import { usePreference } from './use-preference.ts'

export interface PedalDesk {
  readonly map: PedalMap
  readonly set: (map: PedalMap) => void
  /** The pedal that is no keyboard and is plugged in; undefined where there is none. */
  readonly label: string | undefined
  /** Which of the three is down, as in `footPedals`. */
  readonly down: string | undefined
}

const againMs = 1000

/** What pedals do here, for this person. */
export function usePedalMap(): Pick<PedalDesk, 'map' | 'set'> {
  const [text, remember] = usePreference('capture.pedals')
  const map = useMemo(() => pedalsFrom(text), [text])
  return { map, set: next => remember(JSON.stringify(next)) }
}

type Offered = Readonly<Partial<Record<PedalAct, Action>>>

/** Lets a step on the engine's pedal, or a camera's snapshot button, do what its key would do; nothing where that cannot be done now. */
export function useFootPedals(map: PedalMap, offered: Offered): Pick<PedalDesk, 'label' | 'down'> {
  return usePresses(event => {
    const act = actOf(map, event)
    const action = act && offered[act]
    if (action && action.disabledWhy === undefined) action.perform()
  })
}

/** Follows the engine's pedals and buttons for as long as the screen is shown, again after every break of the line. */
function usePresses(onEvent: (event: PedalEvent) => void): Pick<PedalDesk, 'label' | 'down'> {
  const client = useClient()
  const [label, setLabel] = useState<string>()
  const [down, setDown] = useState<string>()
  const heard = useRef(onEvent)
  useEffect(() => {
    heard.current = onEvent
  })
  useEffect(() => {
    const stop = new AbortController()
    const listen = async () => {
      for await (const event of await client.devices.pedal(undefined, { signal: stop.signal })) {
        if (event.kind === 'none' || event.kind === 'ready') {
          setLabel(event.kind === 'ready' ? event.label : undefined)
          setDown(undefined)
        } else if (event.kind !== 'snapshot') setDown(event.kind === 'pressed' ? footPedals[event.pedal] : undefined)
        heard.current(event)
      }
    }
    const keepListening = async () => {
      while (!stop.signal.aborted) {
        // The line broke, or the vault is locked: it is asked again.
        await listen().catch(() => {})
        await new Promise(resolve => setTimeout(resolve, againMs))
      }
    }
    void keepListening()
    return () => stop.abort()
  }, [client])
  return { label, down }
}
