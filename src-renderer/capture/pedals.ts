import type { PedalEvent } from '../../src-shared/contract/devices.ts'

/** What one step on a pedal can do. */
export const pedalActs = ['shutter', 'freeze', 'retake', 'keep', 'next'] as const
export type PedalAct = (typeof pedalActs)[number]

/** Keys that no keyboard has and pedals are programmed to: F13 to F24. */
export const pedalKeys = Array.from({ length: 12 }, (_, at) => `f${at + 13}`)

/** The three of a pedal that is no keyboard, from the left. */
export const footPedals = ['pedal-1', 'pedal-2', 'pedal-3'] as const

const sources: ReadonlySet<string> = new Set([...pedalKeys, ...footPedals])

/** What each key or pedal does; those that are not named do nothing. */
export type PedalMap = Readonly<Record<string, PedalAct>>

/** Until a person says otherwise. */
export const usualPedals: PedalMap = {
  f13: 'shutter',
  'pedal-1': 'retake',
  'pedal-2': 'shutter',
  'pedal-3': 'keep',
}

const isAct = (value: unknown): value is PedalAct => pedalActs.some(act => act === value)

/** Reads the stored preference; anything odd in it counts as not said, and where all of it is odd the usual holds. */
export function pedalsFrom(text: string | undefined): PedalMap {
  if (text === undefined || text === '') return usualPedals
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return usualPedals
    return Object.fromEntries(
      Object.entries(said).filter((entry): entry is [string, PedalAct] => sources.has(entry[0]) && isAct(entry[1])),
    )
  } catch {
    return usualPedals
  }
}

/** The map with one of them changed; without an act it does nothing from now on. */
export const withPedal = (map: PedalMap, source: string, act: PedalAct | undefined): PedalMap => {
  const { [source]: _, ...rest } = map
  return act === undefined ? rest : { ...rest, [source]: act }
}

/** What an event of the engine asks for: a step what this person set, the camera's own snapshot button always a picture. */
export function actOf(map: PedalMap, event: PedalEvent): PedalAct | undefined {
  if (event.kind === 'snapshot') return 'shutter'
  const pedal = event.kind === 'pressed' ? footPedals[event.pedal] : undefined
  return pedal && map[pedal]
}

/** The keys that do this, lowest first. */
export const keysFor = (map: PedalMap, act: PedalAct): readonly string[] => pedalKeys.filter(key => map[key] === act)
