/** A number that a measure consists of, with what may be said of it. */
export interface MeasurePart {
  readonly name: string
  /** Partition × 65536 + term (ISO/IEEE 11073-10101). */
  readonly mdc: number
  /** Absent where LOINC has no code that means the same. */
  readonly loinc?: string
  /** UCUM units a device may give, and the bounds in each outside which no living person is. */
  readonly units: Readonly<Record<string, Bounds>>
}

export interface Bounds {
  readonly low: number
  readonly high: number
}

export interface Measure {
  readonly name: string
  /** The code of the whole, where it has parts. */
  readonly panel?: { readonly mdc: number; readonly loinc: string }
  readonly parts: readonly MeasurePart[]
}

const bounds = (low: number, high: number): Bounds => ({ low, high })

const pressure = { 'mm[Hg]': bounds(10, 350), kPa: bounds(1.3, 46.7) }
const pulseBounds = { '/min': bounds(10, 350) }
const lengthBounds = { cm: bounds(20, 280), m: bounds(0.2, 2.8), '[in_i]': bounds(8, 110) }

/** Codes as in the mapping of the HL7 Personal Health Device guide; bounds are wide on purpose: they mark nonsense, not illness. */
export const measures = {
  spo2: {
    name: 'Oxygen saturation',
    parts: [{ name: 'Oxygen saturation', mdc: 150456, loinc: '59408-5', units: { '%': bounds(20, 100) } }],
  },
  pulse: {
    name: 'Pulse',
    parts: [{ name: 'Pulse', mdc: 149530, loinc: '8867-4', units: pulseBounds }],
  },
  'perfusion-index': {
    name: 'Perfusion index',
    parts: [{ name: 'Perfusion index', mdc: 150488, loinc: '61006-3', units: { '%': bounds(0, 30) } }],
  },
  'blood-pressure': {
    name: 'Blood pressure',
    panel: { mdc: 150020, loinc: '85354-9' },
    parts: [
      { name: 'Systolic', mdc: 150021, loinc: '8480-6', units: pressure },
      { name: 'Diastolic', mdc: 150022, loinc: '8462-4', units: pressure },
      { name: 'Mean', mdc: 150023, loinc: '8478-0', units: pressure },
      { name: 'Pulse', mdc: 149546, loinc: '8867-4', units: pulseBounds },
    ],
  },
  temperature: {
    name: 'Body temperature',
    parts: [
      {
        name: 'Body temperature',
        mdc: 150364,
        loinc: '8310-5',
        units: { Cel: bounds(20, 46), '[degF]': bounds(68, 115) },
      },
    ],
  },
  weight: {
    name: 'Weight',
    parts: [
      {
        name: 'Weight',
        mdc: 188736,
        loinc: '29463-7',
        units: { kg: bounds(0.2, 500), g: bounds(200, 500_000), '[lb_av]': bounds(0.4, 1100) },
      },
    ],
  },
  height: {
    name: 'Height',
    parts: [{ name: 'Height', mdc: 188740, loinc: '8302-2', units: lengthBounds }],
  },
  bmi: {
    name: 'Body mass index',
    parts: [{ name: 'Body mass index', mdc: 188752, loinc: '39156-5', units: { 'kg/m2': bounds(5, 150) } }],
  },
  'body-fat': {
    name: 'Body fat',
    parts: [{ name: 'Body fat', mdc: 188748, loinc: '41982-0', units: { '%': bounds(1, 80) } }],
  },
  glucose: {
    name: 'Glucose',
    // The meter's own unit decides the LOINC code: see `loincOf`.
    parts: [{ name: 'Glucose', mdc: 160184, units: { 'mg/dL': bounds(5, 2000), 'mmol/L': bounds(0.3, 111) } }],
  },
} as const satisfies Record<string, Measure>

const table: Readonly<Record<string, Measure>> = measures
const glucoseCodes: Readonly<Record<string, string>> = { 'mg/dL': '2339-0', 'mmol/L': '15074-8' }

/** What is known of a measure; absent for kinds without codes of their own. */
export const measureOf = (kind: string): Measure | undefined => (Object.hasOwn(table, kind) ? table[kind] : undefined)

/** The part of a measure with this MDC code. */
export const partOf = (kind: string, mdc: number): MeasurePart | undefined =>
  measureOf(kind)?.parts.find(part => part.mdc === mdc)

/** The LOINC code of a part in a unit: for glucose, mass and amount of substance are different codes. */
export function loincOf(kind: string, part: MeasurePart, unit: string): string | undefined {
  if (kind === 'glucose') return Object.hasOwn(glucoseCodes, unit) ? glucoseCodes[unit] : undefined
  return part.loinc
}

/** True when no living person can have this value. A unit that the measure does not have is never plausible. */
export function isImplausible(part: MeasurePart, value: string, unit: string): boolean {
  const range = Object.hasOwn(part.units, unit) ? part.units[unit] : undefined
  if (!range || !/^-?\d+(\.\d+)?$/.test(value)) return true
  return Number(value) < range.low || Number(value) > range.high
}
