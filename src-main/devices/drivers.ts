import type { Driver } from './driver.ts'
import { axivityDriver } from './drivers/axivity/index.ts'
import { contecDriver, contecOldDriver } from './drivers/contec/index.ts'
import { contourDriver } from './drivers/contour/index.ts'
import { dcimManifest, watchedManifest } from './drivers/dcim/manifest.ts'
import { freestyleDriver } from './drivers/freestyle/index.ts'
import { hidScaleDriver } from './drivers/hid-scale/index.ts'
import { noninDriver } from './drivers/nonin/index.ts'
import { omronDriver } from './drivers/omron/index.ts'
import { easyDriver, ultraDriver } from './drivers/onetouch/index.ts'
import { pedalDriver } from './drivers/pedal/index.ts'
import { phdDriver } from './drivers/phd/index.ts'
import { ptpManifest } from './drivers/ptp/manifest.ts'
import { kernDrivers, smaDriver, tanitaDriver } from './drivers/scales/index.ts'
import { taidocDriver } from './drivers/taidoc/index.ts'

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
  ...kernDrivers,
  smaDriver,
  tanitaDriver,
  taidocDriver,
  ultraDriver,
  easyDriver,
  freestyleDriver,
  // Cameras have pictures and no readings: images.ts speaks with them.
  { manifest: ptpManifest },
  { manifest: dcimManifest },
  { manifest: watchedManifest },
]
