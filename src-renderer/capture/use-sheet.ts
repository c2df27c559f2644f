import { useState } from 'react'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { AimTask } from './aim-sheet.tsx'
import type { Place } from './site-picker.tsx'
import type { Desk } from './use-desk.ts'

/** What a sheet is open for: where to aim, the pictures on a device, what a foot pedal does, or a recorded clip. */
export type SheetTask = AimTask | 'device' | 'pedals' | 'clip'

/** Which sheet is open over the picture, and what its answer does to the aim. */
export function useSheet({ aim, aimAt, session }: Desk) {
  const [chosen, open] = useState<Exclude<SheetTask, 'clip'>>()
  // A clip that waits lies over everything until it is decided, after a lock as well.
  const task: SheetTask | undefined = session?.recorded ? 'clip' : chosen
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
