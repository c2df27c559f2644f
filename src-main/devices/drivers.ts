import type { Driver } from './driver.ts'

/** Every family of devices this workstation speaks to. */
export const drivers: readonly Driver[] = []
