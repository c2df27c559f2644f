import type { SyncState } from '../../src-shared/contract/sync.ts'
import { backoffMs, type Tempo } from './backoff.ts'
import type { LinkTrouble } from './verdict.ts'

/** What is known of the clinic at this moment. Nothing of it outlives the process: only the outbox does. */
export interface Link {
  readonly state: () => Pick<SyncState, 'link' | 'clinic' | 'lastContactAt' | 'trouble' | 'nextTryAt'>
  /** True while the clinic is to be left alone. */
  readonly isResting: () => boolean
  /** True where a person must look before anything more is sent. */
  readonly isStopped: () => boolean
  /** One exchange ended; answers whether to go on with the next. */
  readonly heard: (trouble: LinkTrouble | undefined) => boolean
  /** Nothing can be sent for now, whatever the count. */
  readonly break: (trouble: LinkTrouble) => void
  /** Where the clinic is; another address is a new beginning. */
  readonly meet: (clinic: string | undefined) => void
  readonly stop: (words: string) => void
  /** A person asks for it now. */
  readonly forgive: () => void
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
/** The road is tried at least so often, whatever has been asked of single rows. */
const longestRestMs = 60_000
/** A rest that ends further off than any can was counted from a clock that was wrong. */
const absurdMs = 2 * 60 * 60 * 1000

/** Keeps count of what went wrong, and decides when the whole queue rests. */
export function openLink({ now, random, tempo, changed }: LinkNeeds): Link {
  const face = openFace(now, changed)
  const patience = { ...tempo, longestRetryMs: Math.min(tempo.longestRetryMs, longestRestMs) }
  let until = 0
  let silences = 0
  let breaks = 0
  let stopped = false
  const forgive = (): void => {
    stopped = false
    until = silences = breaks = 0
  }
  const rest = (askedMs?: number): void => {
    breaks += 1
    until = now().getTime() + backoffMs(breaks, { tempo: patience, random, askedMs })
  }
  const breakOff = ({ kind, words, waitMs }: LinkTrouble): void => {
    rest(kind === 'signed-out' ? tempo.pollMs : waitMs)
    face.show(kind === 'signed-out' ? 'refused' : kind === 'busy' ? 'online' : 'offline', words)
  }
  return {
    state: () => ({ ...face.state(), ...(until > now().getTime() && { nextTryAt: new Date(until).toISOString() }) }),
    isResting() {
      const leftMs = until - now().getTime()
      return leftMs > 0 && leftMs < absurdMs
    },
    isStopped: () => stopped,
    heard(trouble) {
      if (trouble === undefined) {
        if (!stopped) forgive()
        face.contact()
        return true
      }
      if (trouble.kind === 'busy') face.contact()
      silences += 1
      if (trouble.kind !== 'signed-out' && trouble.waitMs === undefined && silences < silencesToBreak) return true
      breakOff(trouble)
      return false
    },
    break: breakOff,
    meet(clinic) {
      if (face.meet(clinic)) forgive()
    },
    stop(words) {
      stopped = true
      face.show('refused', words)
    },
    forgive,
  }
}

/** The part of the link that people see. */
function openFace(now: () => Date, changed: () => void) {
  let link: SyncState['link'] = 'none'
  let clinic: string | undefined
  let contact: string | undefined
  let trouble: string | undefined
  const show = (state: SyncState['link'], words?: string): void => {
    const isNews = state !== link || words !== trouble
    link = state
    trouble = words
    if (isNews) changed()
  }
  return {
    show,
    state: () => ({
      link,
      ...(clinic !== undefined && { clinic }),
      ...(contact !== undefined && { lastContactAt: contact }),
      ...(trouble !== undefined && { trouble }),
    }),
    contact(): void {
      contact = now().toISOString()
      show('online')
    },
    /** True where this is another address than before. */
    meet(address: string | undefined): boolean {
      if (address === clinic) return false
      clinic = address
      show(address === undefined ? 'none' : 'offline')
      return true
    },
  }
}
