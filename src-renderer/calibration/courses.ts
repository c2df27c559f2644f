import type { Calibration } from '../../src-shared/contract/review.ts'

/** All calibrations of one device in one way of use, oldest first. */
export interface Course {
  readonly key: string
  readonly deviceLabel: string
  readonly setting: string
  readonly longPx: number
  readonly entries: readonly Calibration[]
}

/** Calibrations by device, setting and picture size. */
export function coursesOf(calibrations: readonly Calibration[]): readonly Course[] {
  const courses = new Map<string, Course>()
  for (const one of [...calibrations].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const { deviceLabel, setting, longPx } = one
    const key = JSON.stringify([deviceLabel, setting, longPx])
    const before = courses.get(key)
    courses.set(key, { key, deviceLabel, setting, longPx, entries: [...(before?.entries ?? []), one] })
  }
  return [...courses.values()].sort((a, b) => a.key.localeCompare(b.key))
}
