/** How long a line may be quiet before something is done. A call that is well is heard many times a second. */
export const patience = {
  /** The way of the signals is looked at. */
  doubtMs: 600,
  /** Another path is sought. */
  silentMs: 1000,
  /** …and sought again while nothing comes. */
  againMs: 2500,
  /** The connection is given up. */
  lostMs: 25_000,
} as const

/** What is known of a line at a moment; times in ms of one clock. */
export interface Watch {
  readonly heardAt: number
  readonly doubted: boolean
  readonly soughtAt: number | undefined
}

/** What is to be done: look after the signals, seek another path, tell that it is back, or give up. */
export type Deed = 'nothing' | 'doubt' | 'seek' | 'back' | 'lost'

export const watchFrom = (now: number): Watch => ({ heardAt: now, doubted: false, soughtAt: undefined })

/** One look at the clock. `isHeard`: something came since the look before. */
export const stepOfWatch = (
  watch: Watch,
  { now, isHeard }: { readonly now: number; readonly isHeard: boolean },
): readonly [Watch, Deed] => {
  if (isHeard) return [watchFrom(now), watch.soughtAt === undefined ? 'nothing' : 'back']
  const quietMs = now - watch.heardAt
  if (quietMs >= patience.lostMs) return [watch, 'lost']
  if (quietMs >= patience.silentMs) {
    const isDue = watch.soughtAt === undefined || now - watch.soughtAt >= patience.againMs
    return isDue ? [{ ...watch, soughtAt: now, doubted: true }, 'seek'] : [watch, 'nothing']
  }
  if (quietMs >= patience.doubtMs && !watch.doubted) return [{ ...watch, doubted: true }, 'doubt']
  return [watch, 'nothing']
}
