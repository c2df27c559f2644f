/** The steps a picture goes down before only sound is left. `kbps` is what a step needs to be worth sending. */
export const rungs = [
  { name: '1080p', heightPx: 1080, framesPerSecond: 30, kbps: 2500 },
  { name: '720p', heightPx: 720, framesPerSecond: 30, kbps: 1200 },
  { name: '480p', heightPx: 480, framesPerSecond: 24, kbps: 500 },
  { name: '240p', heightPx: 240, framesPerSecond: 15, kbps: 150 },
  { name: 'audio', heightPx: 0, framesPerSecond: 0, kbps: 0 },
] as const
export type Rung = (typeof rungs)[number]

/**
 * The most a step may use, kbit/s: a half more than the step above needs, because a browser cannot find out what a line carries beyond
 * what it may send; and where it is `held`, little more than the step itself needs, so that a line that has just overflowed empties.
 */
export const capOf = ({ name, kbps }: Rung, held: boolean): number => {
  const at = rungs.findIndex(rung => rung.name === name)
  return held ? kbps * 1.3 : (rungs[Math.max(0, at - 1)] ?? rungs[0]).kbps * 1.5
}

/** One look at the line, twice a second; what it tells is of the last second. */
export interface LineSample {
  /** What the browser believes the line would carry; undefined where it does not say. */
  readonly kbps?: number | undefined
  /** What was sent since the last look. */
  readonly sentKbps?: number | undefined
  /** Share of what was sent that was lost since the last look, 0 to 1. */
  readonly loss: number
}

export interface LadderState {
  readonly rung: number
  readonly bad: number
  readonly good: number
  /** Whether the step may use little more than it needs. */
  readonly held: boolean
  /** Quiet looks before a held step may use more: twice as many after every time that was too early. */
  readonly patience: number
}

const patienceAtFirst = 12
const patienceAtMost = 96
export const topOfLadder: LadderState = { rung: 0, bad: 0, good: 0, held: false, patience: patienceAtFirst }
const badBefore = 3
/** Where the line bears a small part of what the step needs, every look more costs a second of freshness later. */
const badBeforeFar = 2
const farBelow = 0.4
/** The last picture is given up slowly: held, it needs so little that a browser's guess must first come down to it. */
const badBeforeSound = 10
const goodBefore = 16
/** From sound alone a picture is tried again now and then: what it would need cannot be seen without sending it. */
const goodBeforePicture = 40
const lossTooHigh = 0.08
/** So much is lost only where far more is sent than the line bears: one look says it. */
const lossOfOverflow = 0.2
const lastPicture = rungs.length - 2
const soundAlone = rungs.length - 1

/** What the line bears: of what overflows, what came through is known at once, long before the browser's guess comes down. */
const bearsOf = ({ kbps, sentKbps, loss }: LineSample): number | undefined => {
  if (loss <= lossTooHigh || sentKbps === undefined) return kbps
  return Math.min(kbps ?? Number.POSITIVE_INFINITY, sentKbps * (1 - loss))
}

const needOf = (rung: number): number => rungs[rung]?.kbps ?? 0

const isBad = ({ rung }: LadderState, sample: LineSample): boolean => {
  if (rung === soundAlone) return false
  const bears = bearsOf(sample)
  return sample.loss > lossTooHigh || (bears !== undefined && bears < needOf(rung) * 0.7)
}

/** How many bad looks in a row a step bears. */
function badLooks({ rung, held }: LadderState, sample: LineSample): number {
  if (rung === lastPicture && held) return badBeforeSound
  if (sample.loss > lossOfOverflow) return 1
  return (bearsOf(sample) ?? needOf(rung)) < needOf(rung) * farBelow ? badBeforeFar : badBefore
}

/** The step a line that bad can bear: this one where it only overflowed, else at once the one that fits, but no further than a picture. */
function bearable({ rung, held }: LadderState, sample: LineSample): number {
  const bears = bearsOf(sample)
  if (rung === lastPicture) return held ? soundAlone : rung
  if (bears === undefined) return rung + 1
  let next = held ? rung + 1 : rung
  while (next < lastPicture && bears < needOf(next)) next += 1
  return next
}

function worse(state: LadderState, sample: LineSample): LadderState {
  const bad = state.bad + 1
  if (bad < badLooks(state, sample)) return { ...state, bad, good: 0 }
  const rung = bearable(state, sample)
  const wasEarly = rung === state.rung
  const patience = wasEarly ? Math.min(patienceAtMost, state.patience * 2) : patienceAtFirst
  return { rung, bad: 0, good: 0, held: true, patience }
}

/** How many good looks in a row a state waits for; undefined where this one was not good. */
function waitsFor({ rung, held, patience }: LadderState, { kbps, loss }: LineSample): number | undefined {
  if (loss >= lossTooHigh / 4) return undefined
  if (rung === soundAlone) return goodBeforePicture
  if (held) return patience
  const above = rungs[rung - 1]
  return above !== undefined && (kbps === undefined || kbps > above.kbps) ? goodBefore : undefined
}

/**
 * The step after one more look. Down after three bad looks in a row, two that fall far short or one that lost a fifth, to what the line
 * bears, and held there; after quiet looks it may use more, and goes up one step after sixteen good ones.
 */
export function stepOf(state: LadderState, sample: LineSample): LadderState {
  if (isBad(state, sample)) return worse(state, sample)
  const waits = waitsFor(state, sample)
  if (waits === undefined) return { ...state, bad: 0, good: 0 }
  const good = state.good + 1
  if (good < waits) return { ...state, bad: 0, good }
  if (state.rung === soundAlone) return { ...topOfLadder, rung: lastPicture, held: true, patience: state.patience }
  return state.held
    ? { ...state, bad: 0, good: 0, held: false }
    : { ...topOfLadder, rung: state.rung - 1, patience: state.patience }
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
