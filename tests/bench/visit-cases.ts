import { median, report } from './measure.ts'
import {
  type CallWish,
  connected,
  type House,
  type Kind,
  openBenchCall,
  pause,
  type RunningCall,
  until,
} from './visit-call.ts'
import { processesUnder, ticksOf } from './visit-processes.ts'

const kinds = ['ours', 'bare'] as const
const small = { width: 640, height: 360, framesPerSecond: 30 }
export const line = { bench: 'visit', better: 'lower' } as const
type Values = Readonly<Record<Kind, number[]>>

/** Runs both in turn, first one then the other; the first pair warms up. */
export async function inTurn(n: number, work: (kind: Kind) => Promise<number>): Promise<Values> {
  const values: Values = { ours: [], bare: [] }
  for (let round = -1; round < n; round += 1)
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      const value = await work(kind)
      if (round >= 0) values[kind].push(value)
    }
  return values
}

const told = (name: string, unit: string, { ours, bare }: Values): void =>
  report({ ...line, case: name, value: median(ours), unit, peer: median(bare), n: ours.length })

/** A call that stands for a while, and what is measured in it. */
export async function inCall<T>(
  house: House,
  wish: CallWish,
  { settleMs, work }: { settleMs: number; work: (call: RunningCall) => Promise<T> },
): Promise<T> {
  const call = await openBenchCall(house, wish)
  try {
    await connected(call)
    await pause(settleMs)
    return await work(call)
  } finally {
    await call.close()
  }
}

/** From the admission to a picture on both sides. */
export async function connect(house: House, n: number): Promise<void> {
  const values = await inTurn(n, async kind => {
    const call = await openBenchCall(house, { kind, camera: 'fake', size: small })
    try {
      return await connected(call)
    } finally {
      await call.close()
    }
  })
  told('connect', 'ms', values)
}

/** Processor time of both browsers for each second of a call, and the frames both have shown meanwhile. */
export async function cpu(house: House, n: number): Promise<void> {
  const frames: Values = { ours: [], bare: [] }
  const measured = async (call: RunningCall, kind: Kind): Promise<number> => {
    const ms = 8000
    const [before, ticks] = [await call.seen(), ticksOf(processesUnder(house.glasses.pids))]
    await pause(ms)
    const used = ticksOf(processesUnder(house.glasses.pids)) - ticks
    const after = await call.seen()
    const shown = (seat: 'clinician' | 'patient') => after[seat].frames - before[seat].frames
    frames[kind].push((shown('clinician') + shown('patient')) / (ms / 1000))
    return (used * 10) / (ms / 1000)
  }
  const values = await inTurn(n, kind =>
    inCall(house, { kind, camera: 'fake', size: small }, { settleMs: 5000, work: call => measured(call, kind) }),
  )
  told('cpu, ms a second', 'ms/s', values)
  report({
    ...line,
    case: 'cpu, frames shown meanwhile',
    better: 'higher',
    unit: '1/s',
    value: median(frames.ours),
    peer: median(frames.bare),
    n,
  })
}

/** From the camera to the glass. */
export async function latency(house: House, n: number): Promise<void> {
  const values = await inTurn(n, kind =>
    inCall(
      house,
      { kind, camera: 'stamped', size: small },
      {
        settleMs: 4000,
        work: async call => {
          await call.ages()
          await pause(6000)
          const ages = await call.ages()
          return median([...ages.clinician, ...ages.patient])
        },
      },
    ),
  )
  told('latency, camera to glass', 'ms', values)
}

const kbps = 300
const limitMs = 20_000

/** From the moment the line narrows until both pictures have been fresh for two seconds, at least five frames in each second. */
async function adapted(house: House, call: RunningCall): Promise<number> {
  const from = Date.now()
  const course: string[] = []
  house.nets.squeeze(kbps)
  try {
    let goodSince: number | undefined
    while (Date.now() - from < limitMs && (goodSince === undefined || Date.now() - goodSince < 2000)) {
      await call.ages()
      const at = Date.now()
      await pause(500)
      const ages = await call.ages()
      const isFresh = [ages.clinician, ages.patient].every(all => all.length >= 3 && median(all) < 700)
      goodSince = isFresh ? (goodSince ?? at) : undefined
      const seen = await call.seen()
      const side = (seat: 'clinician' | 'patient') =>
        `${seen[seat].rung} ${ages[seat].length}x${Math.round(median([...ages[seat], Number.NaN].filter(Number.isFinite)))}`
      course.push(`${((at - from) / 1000).toFixed(1)}: ${side('clinician')} | ${side('patient')}`)
    }
    const ms = (goodSince ?? from + limitMs) - from
    // What a late one went through, by which it can be understood: step of the ladder, frames in half a second x their age in ms.
    if (ms > 5000) process.stderr.write(`adapt: late by this course\n  ${course.join('\n  ')}\n`)
    return ms
  } finally {
    house.nets.squeeze(undefined)
  }
}

/** A line that narrows to 300 kbit/s under a call in 720p. */
export async function adapt(house: House, n: number): Promise<void> {
  const size = { width: 1280, height: 720, framesPerSecond: 20 }
  const values = await inTurn(n, kind =>
    inCall(house, { kind, camera: 'stamped', size }, { settleMs: 8000, work: call => adapted(house, call) }),
  )
  told(`adapt, ${kbps} kbit/s by tc tbf`, 'ms', values)
  const late = values.ours.filter(ms => ms > 5000).length
  process.stderr.write(
    `adapt: ours over 5 s in ${late} of ${values.ours.length}, ms: ${values.ours.join(' ')}; bare ${values.bare.join(' ')}\n`,
  )
}

interface Loss {
  readonly name: string
  /** Breaks the path; answers the moment from which it could be had again. */
  readonly breaks: (house: House, round: number) => Promise<number>
  readonly mends: (house: House) => Promise<void>
}

const outages = [2000, 4000, 8000, 12_000]

export const losses: readonly Loss[] = [
  {
    name: 'recovery, the path silent for 2 to 12 s, from its return',
    breaks: async ({ nets }, round) => {
      nets.cut(true)
      await pause(outages[round % outages.length] ?? 4000)
      nets.cut(false)
      return Date.now()
    },
    mends: async () => undefined,
  },
  {
    name: 'recovery, the patient leaves one network for another',
    breaks: async ({ nets }) => {
      const at = Date.now()
      nets.leaveWifi(true)
      return at
    },
    mends: async ({ nets }) => {
      nets.leaveWifi(false)
      await pause(2500)
    },
  },
]

/** Until both sides show a frame taken after the path could be had again. */
async function recovered(
  house: House,
  call: RunningCall,
  { loss, round }: { loss: Loss; round: number },
): Promise<number> {
  const from = await loss.breaks(house, round)
  const fresh = await until(
    () => call.seen(),
    ({ clinician, patient }) => Math.min(clinician.takenAt, patient.takenAt) > from + 50,
    limitMs,
  )
  const ms = Date.now() - from
  await loss.mends(house)
  return fresh === undefined ? Number.POSITIVE_INFINITY : ms
}

/** Twenty losses of each kind in a call; a call that does not come back is made anew, and counted as never. */
export async function recovery(house: House, n: number): Promise<void> {
  const size = { ...small, framesPerSecond: 15 }
  for (const loss of losses) {
    const values: Values = { ours: [], bare: [] }
    house.nets.second(loss === losses[1])
    for (const kind of kinds)
      while (values[kind].length < n)
        await inCall(
          house,
          { kind, camera: 'stamped', size },
          {
            settleMs: 2000,
            work: async call => {
              while (values[kind].length < n) {
                const ms = await recovered(house, call, { loss, round: values[kind].length })
                values[kind].push(Math.min(ms, limitMs))
                process.stderr.write(`${kind} ${loss.name}: ${ms} ms\n`)
                if (ms > limitMs) return
                await pause(2500)
              }
            },
          },
        )
    told(loss.name, 'ms', values)
    const within = (kind: Kind) => values[kind].filter(ms => ms <= 3000).length
    report({
      ...line,
      case: `${loss.name}: within 3 s, of ${n}`,
      better: 'higher',
      unit: 'times',
      value: within('ours'),
      peer: within('bare'),
      n,
    })
  }
  house.nets.second(false)
}
