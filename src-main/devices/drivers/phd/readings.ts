import type { MeasureKind, Part, Reading } from '../../driver.ts'
import type { Report } from './ear.ts'
import type { Observation, Value } from './observation.ts'

/** Terms of units (partition 4 of ISO/IEEE 11073-10101) in UCUM. */
const units: Readonly<Record<number, string>> = {
  0x0200: '1',
  0x0220: '%',
  0x0500: 'm',
  0x0511: 'cm',
  0x0560: '[in_i]',
  0x06c0: 'g',
  0x06c3: 'kg',
  0x06e0: '[lb_av]',
  0x07a0: 'kg/m2',
  0x0852: 'mg/dL',
  0x0aa0: '/min',
  0x0f03: 'kPa',
  0x0f20: 'mm[Hg]',
  0x1140: '[degF]',
  0x1272: 'mmol/L',
  0x17a0: 'Cel',
}

const controlSolution = 160208
/** What is measured, by MDC code. Glucose: in capillary, venous and arterial blood and plasma, unspecified, and control solution. */
const kinds: Readonly<Record<number, MeasureKind>> = {
  149530: 'pulse',
  149546: 'blood-pressure',
  150021: 'blood-pressure',
  150022: 'blood-pressure',
  150023: 'blood-pressure',
  150364: 'temperature',
  150456: 'spo2',
  150488: 'perfusion-index',
  160020: 'glucose',
  160184: 'glucose',
  160188: 'glucose',
  160192: 'glucose',
  160196: 'glucose',
  160200: 'glucose',
  160204: 'glucose',
  [controlSolution]: 'glucose',
  188736: 'weight',
  188740: 'height',
  188748: 'body-fat',
  188752: 'bmi',
}

const statusWords: readonly (readonly [bit: number, word: string])[] = [
  [0x8000, 'invalid'],
  [0x4000, 'questionable'],
  [0x2000, 'not-available'],
  [0x1000, 'calibration'],
  [0x0800, 'test-data'],
  [0x0400, 'demo-data'],
  [0x0040, 'early-estimate'],
  [0x0020, 'ongoing'],
]
const noFigure = 0x8000 | 0x2000

const supplementWords: Readonly<Record<number, string>> = {
  150580: 'fast-response',
  150584: 'slow-response',
  150588: 'spot-check',
}
const nobody = 0xffff

export type DropReading = (why: 'unknown-object' | 'unknown-unit', count: number) => void

function partOf({ mdc, unit, figure }: Value, status: number): Part | undefined {
  const ucum = units[unit]
  if (ucum === undefined) return undefined
  return { mdc, unit: ucum, figure: (status & noFigure) !== 0 ? { absent: 'error' } : figure }
}

const flagsOf = ({ status, supplements, values, clockWrong }: Observation): readonly string[] => [
  ...statusWords.filter(([bit]) => (status & bit) !== 0).map(([, word]) => word),
  ...supplements.flatMap(term => supplementWords[term] ?? []),
  ...(values.some(({ mdc }) => mdc === controlSolution) ? ['control-solution'] : []),
  ...(clockWrong ? ['clock-not-set'] : []),
]

type When = Pick<Reading, 'deviceTime' | 'atUs'> & { readonly isUnknown?: true }

/** When it was measured: by the device's clock, by how long before its report, or when it was heard. */
function whenOf(observation: Observation, { relative: now, stored }: Report, atUs: number): When {
  const { time, relative, clockWrong, fineTime } = observation
  if (time !== undefined) return { deviceTime: time }
  if (clockWrong) return {}
  if (relative !== undefined && now !== undefined && relative <= now) return { atUs: atUs - (now - relative) * 125 }
  return stored || fineTime || relative !== undefined ? { isUnknown: true } : { atUs }
}

/** A blood pressure and the pulse that was counted with it are one reading. */
function merged(readings: readonly Reading[]): readonly Reading[] {
  const found: Reading[] = []
  for (const reading of readings) {
    const at = found.findLastIndex(
      one =>
        one.kind === 'blood-pressure' &&
        one.kind === reading.kind &&
        one.deviceTime === reading.deviceTime &&
        one.atUs === reading.atUs &&
        one.user === reading.user &&
        !one.parts.some(({ mdc }) => reading.parts.some(other => other.mdc === mdc)),
    )
    const first = found[at]
    if (!first) found.push(reading)
    else {
      const parts = [...first.parts, ...reading.parts].toSorted((one, other) => rank(one) - rank(other))
      found[at] = { ...first, parts, flags: [...new Set([...first.flags, ...reading.flags])] }
    }
  }
  return found
}

/** Systolic, diastolic, mean, then the pulse. */
const rank = ({ mdc }: Part): number => (mdc === 149546 ? Infinity : mdc)

/** The readings of one report, heard at `atUs`. Some agents repeat a reading within a report: it counts once. */
export function readingsOf(report: Report, atUs: number, drop: DropReading): readonly Reading[] {
  const all = report.observations.flatMap((observation): readonly Reading[] => {
    const kind = kinds[observation.values[0]?.mdc ?? 0]
    if (!kind) {
      drop('unknown-object', 1)
      return []
    }
    const parts = observation.values.flatMap(value => partOf(value, observation.status) ?? [])
    drop('unknown-unit', observation.values.length - parts.length)
    if (parts.length === 0) return []
    const { isUnknown, ...when } = whenOf(observation, report, atUs)
    const flags = [...flagsOf(observation), ...(isUnknown ? ['time-unknown'] : [])]
    const { person } = observation
    return [
      { kind, parts, ...when, ...(person === undefined || person === nobody ? {} : { user: String(person) }), flags },
    ]
  })
  const unique = new Map(all.map(reading => [JSON.stringify(reading), reading]))
  return merged([...unique.values()])
}
