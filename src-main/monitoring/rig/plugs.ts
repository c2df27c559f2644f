import { Fault } from '../../../src-shared/faults.ts'
import type { PatientId } from '../../../src-shared/ids.ts'
import { type ContourMake, contourModel } from '../../devices/rig/contour-model.ts'
import { type OmronMake, omronModel } from '../../devices/rig/omron-model.ts'
import { admitted, imported, type Plugged, type Rig } from './open.ts'

/** Two readings as the cuff holds them, the newest first. */
export const pressures = [
  [26, 2, 28, 8, 30, 0, 0, 0, 128, 82, 67, 0, 0],
  [26, 2, 27, 8, 30, 0, 0, 0, 121, 79, 0, 0, 0],
]
/** A modelled cuff. */
export const cuff = (make: Partial<OmronMake> = {}, more: Partial<Plugged> = {}): Plugged => ({
  plugIn: omronModel({ readings: pressures, ...make }),
  vendorId: 0x0590,
  productId: 0x0028,
  ...more,
})
const results = [
  'R|1|^^^Glucose|133|mg/dL^P||B/X||202602280834',
  'R|2|^^^Glucose|7.10|mmol/L^P||C||202602281205',
  'R|3|^^^Glucose|5.10|mmol/L^P||||202602281300',
]
/** A modelled glucose meter. */
export const meter = (make: Partial<ContourMake> = {}, more: Partial<Plugged> = {}): Plugged => ({
  plugIn: contourModel({ results, ...make }),
  vendorId: 0x1a79,
  productId: 0x6002,
  ...more,
})
/** The meter's header with a clock that is two months behind. */
export const wrongClock =
  'H|\\^&||x1|Bayer7390^01.24\\01.04\\09.02.20^7390-1234567^7403-|A=1^U=0^V=10600|3||||||1|202601011200'

/** Patients who come in one after the other, and what is read for them. */
export function openWard(rig: Rig) {
  let count = 0
  return {
    newPatient: async (): Promise<{ patientId: PatientId; code: string }> => {
      count += 1
      const code = `MRN-${count}`
      return { patientId: await admitted(rig, code), code }
    },
    read: (who: { patientId: PatientId; code: string }, plugged: Plugged, zone?: string) => {
      rig.plug(plugged)
      return imported(rig, who.patientId, { code: who.code, ...(zone !== undefined && { zone }) })
    },
    readings: (patientId: PatientId) => rig.calls.readings({ patientId }, rig.asking),
  }
}

/** The code something fails with, or `none`. */
export const codeOf = (work: unknown): Promise<string> =>
  Promise.resolve(work).then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : `untyped ${String(error)}`),
  )
