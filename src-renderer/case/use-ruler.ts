import { useMutation } from '@tanstack/react-query'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { useClient } from '../link/index.ts'
import type { Marks } from '../marks/use-marks.ts'

/** Length of the printed ruler that is looked for, mm. */
const rulerMm = 10
/** What found it, so that it can be found again. */
const maker = { name: 'ruler', version: '1' }

/** Looking for a printed ruler on the picture on screen. What is found stays a suggestion until it is confirmed. */
export function useRuler(shot: Shot | undefined, marks: Marks) {
  const { review } = useClient()
  const look = useMutation({
    mutationFn: async ({ blobId }: Shot) => ({ blobId, suggestion: await review.findScale({ blobId }) }),
  })
  // What was found on another picture says nothing here.
  const suggestion = look.data && look.data.blobId === shot?.blobId ? look.data.suggestion : undefined
  const confirm = () => {
    if (!suggestion?.found) return
    const { pxPerMm, relativeUncertainty, ends } = suggestion
    const scale = {
      umPerPx: 1000 / pxPerMm,
      relativeUncertainty: Math.min(1, relativeUncertainty),
      source: 'ruler' as const,
    }
    marks.rescale({ kind: 'scale', scale, line: ends, lengthMm: rulerMm, suggestedBy: maker })
    look.reset()
  }
  return {
    suggestion,
    looks: look.isPending,
    error: look.error,
    look: () => shot && look.mutate(shot),
    confirm,
    reject: look.reset,
  }
}
