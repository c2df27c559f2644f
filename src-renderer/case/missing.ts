import { checklists, missingViews, type Presentation } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'

/** Required views of the presentation that no picture of the visit shows yet, in words; none for a presentation unknown here. */
export function missingViewLabels(presentation: string, shots: readonly Shot[]): readonly string[] {
  if (!Object.hasOwn(checklists, presentation)) return []
  const lesions = [...new Set(shots.flatMap(({ lesionId }) => lesionId ?? []))]
  const taken = shots.map(({ view, lesionId }) => {
    const at = lesions.findIndex(id => id === lesionId)
    return { viewId: view, ...(at < 0 ? {} : { lesion: at + 1 }) }
  })
  const setting = { dermoscope: false, lesions: lesions.map((_, at) => at + 1) }
  const missing = missingViews(presentation as Presentation, taken, setting).filter(({ toTake }) => toTake > 0)
  return [...new Set(missing.map(({ view }) => view.label))]
}
