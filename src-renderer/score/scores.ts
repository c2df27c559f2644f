import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'

export interface KeptScore {
  readonly mark: Mark
  readonly body: MarkOf<'score'>
}

/** Saved scores of the picture's lesion, or of the picture where it has none; oldest first. */
export const scoresOf = (
  marks: readonly Mark[],
  { blobId, lesionId }: Pick<Shot, 'blobId' | 'lesionId'>,
): readonly KeptScore[] =>
  marks.flatMap(mark => {
    const isHere = lesionId === undefined ? mark.blobId === blobId : mark.lesionId === lesionId
    return isHere && mark.body.kind === 'score' ? [{ mark, body: mark.body }] : []
  })
