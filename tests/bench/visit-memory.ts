import { median, report } from './measure.ts'
import { connected, type House, type Kind, openBenchCall, openGlasses, pause } from './visit-call.ts'
import { line } from './visit-cases.ts'
import { megabytesOf, processesUnder } from './visit-processes.ts'

const everyMs = 5000
const size = { width: 320, height: 180, framesPerSecond: 15 }

interface Sample {
  readonly minute: number
  readonly megabytes: number
}

/** The median of all slopes between two samples (Theil-Sen): what single jumps of a collector do not bend. */
export const slopeOf = (samples: readonly Sample[]): number =>
  median(
    samples.flatMap((one, at) =>
      samples.slice(at + 1).map(other => (other.megabytes - one.megabytes) / (other.minute - one.minute)),
    ),
  )

/** What both browsers of a call grow by, MB a minute; ours and bare at the same time, in browsers of their own. */
export async function memory(house: House, minutes: number): Promise<void> {
  const glasses = { ours: house.glasses, bare: await openGlasses(house.nets) }
  const samples: Record<Kind, Sample[]> = { ours: [], bare: [] }
  try {
    for (const kind of ['ours', 'bare'] as const)
      await connected(await openBenchCall({ ...house, glasses: glasses[kind] }, { kind, camera: 'fake', size }))
    // Codecs, caches and compiled code come in the first minute, and once.
    await pause(Math.min(60_000, minutes * 12_000))
    const from = Date.now()
    while (Date.now() - from < minutes * 60_000) {
      for (const kind of ['ours', 'bare'] as const) {
        const megabytes = megabytesOf(processesUnder(glasses[kind].pids))
        samples[kind].push({ minute: (Date.now() - from) / 60_000, megabytes })
      }
      await pause(everyMs)
    }
    const n = samples.ours.length
    report({
      ...line,
      case: `memory, slope over ${minutes} min`,
      unit: 'MB/min',
      value: slopeOf(samples.ours),
      peer: slopeOf(samples.bare),
      n,
    })
    const level = (kind: Kind) => median(samples[kind].map(({ megabytes }) => megabytes))
    report({ ...line, case: 'memory, both browsers', unit: 'MB', value: level('ours'), peer: level('bare'), n })
  } finally {
    await glasses.bare.close()
  }
}
