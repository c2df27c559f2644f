import { useEffect, useMemo, useRef, useState } from 'react'
import { useClient } from '../link/index.ts'
import type { Action } from '../ui/actions.ts'
import { footPedals, type PedalAct, type PedalMap, pedalsFrom } from './pedals.ts'
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

/** Lets a step on the engine's pedal do what its key would do; nothing where that cannot be done now. */
export function useFootPedals(map: PedalMap, offered: Offered): Pick<PedalDesk, 'label' | 'down'> {
  return useFootPedal(pedal => {
    const act = map[pedal]
    const action = act && offered[act]
    if (action && action.disabledWhy === undefined) action.perform()
  })
}

/** Follows the engine's pedal for as long as the screen is shown, again after every break of the line. */
function useFootPedal(onPress: (pedal: string) => void): Pick<PedalDesk, 'label' | 'down'> {
  const client = useClient()
  const [label, setLabel] = useState<string>()
  const [down, setDown] = useState<string>()
  const press = useRef(onPress)
  useEffect(() => {
    press.current = onPress
  })
  useEffect(() => {
    const stop = new AbortController()
    const listen = async () => {
      for await (const event of await client.devices.pedal(undefined, { signal: stop.signal })) {
        if (event.kind === 'none' || event.kind === 'ready') {
          setLabel(event.kind === 'ready' ? event.label : undefined)
          setDown(undefined)
          continue
        }
        const pedal = footPedals[event.pedal]
        setDown(event.kind === 'pressed' ? pedal : undefined)
        if (event.kind === 'pressed' && pedal) press.current(pedal)
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
