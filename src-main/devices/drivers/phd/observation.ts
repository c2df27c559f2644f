import type { Figure } from '../../driver.ts'
import { type Attribute, ids, numberOf, valueOf } from './attributes.ts'
import { Reader } from './bytes.ts'
import { type Configuration, classes, type DeviceObject } from './configuration.ts'
import { floatOf, sfloatOf } from './figure.ts'
import type { Scanned } from './scan.ts'
import { timeOf } from './time.ts'

export interface Value {
  readonly mdc: number
  /** The term of the unit, in the partition of dimensions. */
  readonly unit: number
  readonly figure: Figure
}

/** One measurement of one object, in the words of the device. */
export interface Observation {
  readonly handle: number
  readonly person?: number
  readonly values: readonly Value[]
  /** By the device's clock. Absent where the object carries no time, or none that is a date: then `clockWrong`. */
  readonly time?: string
  readonly clockWrong: boolean
  /** In 125 µs since the device's own beginning. */
  readonly relative?: number
  /** A relative time of finer grain, which is not resolved. */
  readonly fineTime: boolean
  readonly status: number
  /** Terms that say more about how it was measured. */
  readonly supplements: readonly number[]
}

/** The figures of the observed value, however it is encoded. */
function figuresOf(attributes: readonly Attribute[]): { compound: boolean; figures: readonly Figure[] } | undefined {
  for (const { id, value } of attributes) {
    const reader = new Reader(value)
    if (id === ids.simpleNumeric && value.length === 4) return { compound: false, figures: [floatOf(reader.u32())] }
    if (id === ids.basicNumeric && value.length === 2) return { compound: false, figures: [sfloatOf(reader.u16())] }
    if (id === ids.compoundSimple) return { compound: true, figures: reader.exact(one => floatOf(one.u32())) }
    if (id === ids.compoundBasic) return { compound: true, figures: reader.exact(one => sfloatOf(one.u16())) }
  }
  return undefined
}

const terms = (value: Uint8Array | undefined, read: (reader: Reader) => number): readonly number[] =>
  value ? new Reader(value).exact(read) : []

/** The codes of the figures: those of the list for a compound, else the metric's own or that of its type. */
function codesOf(attributes: readonly Attribute[], compound: boolean): readonly number[] {
  const type = valueOf(attributes, ids.type)
  if (type?.length !== 4) return []
  const reader = new Reader(type)
  const partition = reader.u16() * 0x1_0000
  const own = reader.u16()
  if (compound) return terms(valueOf(attributes, ids.metricIdList), one => one.u16()).map(code => partition + code)
  return [partition + (numberOf(attributes, ids.metricId) ?? own)]
}

function valuesOf(attributes: readonly Attribute[], reported: readonly Attribute[]): readonly Value[] {
  const found = figuresOf(reported)
  if (!found) return []
  const codes = codesOf(attributes, found.compound)
  const unit = numberOf(attributes, ids.unit) ?? 0
  return found.figures.flatMap((figure, at) => {
    const mdc = codes[at]
    return mdc === undefined ? [] : [{ mdc, unit, figure }]
  })
}

type Stamp = Pick<Observation, 'time' | 'relative' | 'clockWrong' | 'fineTime'>

function stampOf(reported: readonly Attribute[]): Stamp {
  const absolute = valueOf(reported, ids.timeStamp) ?? valueOf(reported, ids.dateAndTime)
  const relative = valueOf(reported, ids.relativeTimeStamp)
  const time = absolute && timeOf(absolute)
  return {
    clockWrong: absolute !== undefined && time === undefined,
    fineTime: valueOf(reported, ids.relativeTimeStampFine) !== undefined,
    ...(time === undefined ? {} : { time }),
    ...(relative?.length === 4 ? { relative: new Reader(relative).u32() } : {}),
  }
}

/** What an object measured; undefined where it is no number that we know how to read. */
export function observationOf(item: Scanned, configuration: Configuration): Observation | undefined {
  const object: DeviceObject | undefined = configuration.objects.get(item.handle)
  if (object?.objectClass !== classes.numeric) return undefined
  // What is reported stands above what was configured: a scale may change its unit.
  const attributes = [...object.attributes, ...item.attributes]
  const values = valuesOf(attributes, item.attributes)
  if (values.length === 0) return undefined
  return {
    handle: item.handle,
    ...(item.person === undefined ? {} : { person: item.person }),
    values,
    ...stampOf(item.attributes),
    status: numberOf(item.attributes, ids.measurementStatus) ?? 0,
    supplements: terms(valueOf(attributes, ids.supplementalTypes), one => one.u16() * 0x1_0000 + one.u16()),
  }
}
