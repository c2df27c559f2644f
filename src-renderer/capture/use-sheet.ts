import { useState } from 'react'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { AimTask } from './aim-sheet.tsx'
import type { Place } from './site-picker.tsx'
import type { Desk } from './use-desk.ts'

/** What a sheet is open for: where to aim, the pictures on a device, or what a foot pedal does. */
export type SheetTask = AimTask | 'device' | 'pedals'

/** Which sheet is open over the picture, and what its answer does to the aim. */
export function useSheet({ aim, aimAt }: Desk) {
  const [task, open] = useState<SheetTask>()
  const close = () => open(undefined)
  const { view, siteCode, laterality } = aim
  return {
    task,
    open,
    close,
    onSite: (place: Place) => {
      aimAt({ view, siteCode: place.siteCode, laterality: place.laterality })
      close()
    },
    onLesion: (lesion: Lesion | undefined) => {
      const where = lesion ?? { siteCode, laterality }
      aimAt({ view, lesionId: lesion?.lesionId, siteCode: where.siteCode, laterality: where.laterality })
      close()
    },
  }
}
