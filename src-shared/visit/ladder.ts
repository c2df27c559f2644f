/** The steps a picture goes down before only sound is left. `kbps` is what a step needs to be worth sending. */
export const rungs = [
  { name: '1080p', heightPx: 1080, framesPerSecond: 30, kbps: 2500 },
  { name: '720p', heightPx: 720, framesPerSecond: 30, kbps: 1200 },
  { name: '480p', heightPx: 480, framesPerSecond: 24, kbps: 500 },
  { name: '240p', heightPx: 240, framesPerSecond: 15, kbps: 150 },
  { name: 'audio', heightPx: 0, framesPerSecond: 0, kbps: 0 },
] as const
export type Rung = (typeof rungs)[number]

/** The most a step may use, kbit/s: a half more than the step above needs. */
export const capOf = ({ name }: Rung): number => {
  const at = rungs.findIndex(rung => rung.name === name)
  return (rungs[Math.max(0, at - 1)] ?? rungs[0]).kbps * 1.5
}

/** One look at the line, about once a second. `kbps` undefined: the browser does not say what the line would carry. */
export interface LineSample {
  readonly kbps?: number | undefined
  /** Share of packets lost since the last look, 0 to 1. */
  readonly loss: number
}

export interface LadderState {
  readonly rung: number
  readonly bad: number
  readonly good: number
}

export const topOfLadder: LadderState = { rung: 0, bad: 0, good: 0 }
const badBefore = 2
const goodBefore = 8
/** From sound alone a picture is tried again now and then: what it would need cannot be seen without sending it. */
const goodBeforePicture = 20
const lossTooHigh = 0.08

const isBad = (rung: number, { kbps, loss }: LineSample): boolean =>
  rung < rungs.length - 1 && (loss > lossTooHigh || (kbps !== undefined && kbps < (rungs[rung]?.kbps ?? 0) * 0.7))

const isBetter = (rung: number, { kbps, loss }: LineSample): boolean => {
  const above = rungs[rung - 1]
  if (rung === rungs.length - 1) return loss < lossTooHigh / 4
  return above !== undefined && loss < lossTooHigh / 4 && (kbps === undefined || kbps > above.kbps)
}

/** The step a line that bad can bear: at once, because a queue that fills makes everything late; sound alone only from the step above it. */
const below = (rung: number, sample: LineSample): number => {
  let next = rung + 1
  while (next < rungs.length - 2 && isBad(next, { ...sample, loss: 0 })) next += 1
  return next
}

/** The step after one more look: down after two bad looks in a row, up one step after eight good ones. */
export const stepOf = (state: LadderState, sample: LineSample): LadderState => {
  const { rung } = state
  if (isBad(rung, sample)) {
    const bad = state.bad + 1
    return bad >= badBefore ? { rung: below(rung, sample), bad: 0, good: 0 } : { rung, bad, good: 0 }
  }
  if (!isBetter(rung, sample)) return { rung, bad: 0, good: 0 }
  const good = state.good + 1
  const isEnough = good >= (rung === rungs.length - 1 ? goodBeforePicture : goodBefore)
  return isEnough ? { rung: rung - 1, bad: 0, good: 0 } : { rung, bad: 0, good }
}

/** The line in a word: `unknown` before anything came. */
export type Quality = 'good' | 'fair' | 'poor' | 'unknown'

/** Quality as people mean it, from round trip (ms) and loss (0 to 1); thresholds after ITU-T G.114. */
export const qualityOf = (
  line: { readonly rttMs?: number | undefined; readonly loss: number } | undefined,
): Quality => {
  if (line === undefined) return 'unknown'
  const { rttMs = 0, loss } = line
  if (loss > 0.08 || rttMs > 800) return 'poor'
  return loss > 0.02 || rttMs > 300 ? 'fair' : 'good'
}
