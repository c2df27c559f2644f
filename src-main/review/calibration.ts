import type { z } from 'zod'
import type { Calibration } from '../../src-shared/contract/review.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import type { CalibrationRow } from './rows.ts'

type Face = z.input<typeof Calibration>
type New = Omit<z.output<typeof Calibration>, 'at' | 'by'>

const rowOf = (one: New, at: string, by: string): CalibrationRow => ({
  calibrationId: one.calibrationId,
  deviceLabel: one.deviceLabel,
  setting: one.setting,
  at,
  by,
  longPx: one.longPx,
  umPerPx: one.umPerPx ?? null,
  relativeUncertainty: one.relativeUncertainty ?? null,
  deltaE: one.deltaE ?? null,
  method: one.method,
  note: one.note ?? null,
})

/** A calibration as the glass sees it: what SQL calls null is simply not there. */
export const calibrationOf = (row: CalibrationRow): Face =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Face

/** Keeps a device's calibration; durable on return. It is of a device, so the audit row names no patient. */
export async function addCalibration(desk: Desk, by: Caller, one: New): Promise<Face> {
  const row = rowOf(one, desk.now().toISOString(), by.name)
  const act = { name: 'review.addCalibration', action: 'C', entity: `Calibration/${row.calibrationId}` } as const
  await desk.vault.commit(by, act, [desk.ops.addCalibration(row)])
  return calibrationOf(row)
}
