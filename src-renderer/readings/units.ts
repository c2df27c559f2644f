import { unitText } from '../../src-shared/clinical/unit-text.ts'
import type { ReadingPart } from '../../src-shared/contract/monitoring.ts'

/** A number with its unit, its digits as the device gave them. */
export function quantityText(value: string, ucum: string): string {
  const unit = unitText(ucum)
  return unit === '' ? value : `${value}\u{a0}${unit}`
}

type Pressure = Pick<ReadingPart, 'mdc' | 'value' | 'unit' | 'implausible'>

/** Systolic and diastolic (MDC 150021, 150022) as everybody writes them; undefined unless both are numbers of one unit. */
export function pressureText(parts: readonly Pressure[]): string | undefined {
  const systolic = parts.find(({ mdc }) => mdc === 150_021)
  const diastolic = parts.find(({ mdc }) => mdc === 150_022)
  if (systolic?.value === undefined || diastolic?.value === undefined) return undefined
  return systolic.unit === diastolic.unit
    ? quantityText(`${systolic.value}/${diastolic.value}`, systolic.unit)
    : undefined
}
