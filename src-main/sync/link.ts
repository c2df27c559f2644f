import type { SyncState } from '../../src-shared/contract/sync.ts'
import { backoffMs, type Tempo } from './backoff.ts'
import type { LinkTrouble } from './verdict.ts'

/** What is known of the clinic at this moment. Nothing of it outlives the process: only the outbox does. */
export interface Link {
  readonly state: () => Pick<SyncState, 'link' | 'clinic' | 'lastContactAt' | 'trouble' | 'nextTryAt'>
  /** When the link may be used again, ms since 1970; 0 for now. */
  readonly pausedUntil: () => number
  /** True where a person must look before anything more is sent. */
  readonly isStopped: () => boolean
  /** One exchange ended; answers whether to go on with the next. */
  heard(trouble: LinkTrouble | undefined): boolean
  meet(clinic: string | undefined): void
  stop(words: string): void
  /** A person asks for it now. */
  forgive(): void
}

export interface LinkNeeds {
  readonly now: () => Date
  readonly random: () => number
  readonly tempo: Tempo
  /** Told whenever `state` answers otherwise than before. */
  readonly changed: () => void
}

/** One lost answer is weather; so many in a row are a broken road. */
const silencesToBreak = 3

/** Keeps count of what went wrong, and decides when the whole queue rests. */
export function openLink({ now, random, tempo, changed }: LinkNeeds): Link {
  let link: SyncState['link'] = 'none'
  let clinic: string | undefined
  let contact: string | undefined
  let trouble: string | undefined
  let until = 0
  let silences = 0
  let breaks = 0
  let stopped = false
  const set = (state: SyncState['link'], words: string | undefined): void => {
    const isNews = state !== link || words !== trouble
    link = state
    trouble = words
    if (isNews) changed()
  }
  const rest = (askedMs?: number): void => {
    breaks += 1
    until = now().getTime() + backoffMs(breaks, { tempo, random, askedMs })
  }
  const fine = (): boolean => {
    silences = breaks = until = 0
    contact = now().toISOString()
    set('online', undefined)
    return true
  }
  const refuse = (words: string): boolean => {
    rest(tempo.pollMs)
    set('refused', words)
    return false
  }
  const wait = (one: LinkTrouble): boolean => {
    contact = now().toISOString()
    if (one.waitMs === undefined && ++silences < silencesToBreak) return true
    rest(one.waitMs)
    set('online', one.words)
    return false
  }
  const silence = (words: string): boolean => {
    silences += 1
    if (silences < silencesToBreak) return true
    rest()
    set('offline', words)
    return false
  }
  return {
    state: () => ({
      link,
      ...(clinic !== undefined && { clinic }),
      ...(contact !== undefined && { lastContactAt: contact }),
      ...(trouble !== undefined && { trouble }),
      ...(until > now().getTime() && { nextTryAt: new Date(until).toISOString() }),
    }),
    pausedUntil: () => until,
    isStopped: () => stopped,
    heard(one) {
      if (one === undefined) return fine()
      if (one.kind === 'signed-out') return refuse(one.words)
      return one.kind === 'busy' ? wait(one) : silence(one.words)
    },
    meet(address) {
      clinic = address
      if (address === undefined) set('none', undefined)
    },
    stop(words) {
      stopped = true
      set('refused', words)
    },
    forgive() {
      stopped = false
      until = silences = breaks = 0
    },
  }
}
