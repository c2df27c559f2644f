import type { Driver } from './driver.ts'
import { axivityDriver } from './drivers/axivity/index.ts'
import { contecDriver, contecOldDriver } from './drivers/contec/index.ts'
import { contourDriver } from './drivers/contour/index.ts'
import { hidScaleDriver } from './drivers/hid-scale/index.ts'
import { noninDriver } from './drivers/nonin/index.ts'
import { omronDriver } from './drivers/omron/index.ts'
import { pedalDriver } from './drivers/pedal/index.ts'
import { phdDriver } from './drivers/phd/index.ts'

/** Every family of devices this workstation speaks to. */
export const drivers: readonly Driver[] = [
  phdDriver,
  omronDriver,
  contourDriver,
  hidScaleDriver,
  pedalDriver,
  axivityDriver,
  contecDriver,
  contecOldDriver,
  noninDriver,
]
