import type { FoundRuler, NoRuler } from './find.ts'

type Found = FoundRuler | NoRuler

/** What was found on a smaller copy, in px of the original: a px of the copy is `step` px of it. */
export const scaledRuler = (ruler: Found, step: number): Found => {
  if (!ruler.found) return ruler
  const [[x1, y1], [x2, y2]] = ruler.ends
  const ends = [[x1 * step, y1 * step] as const, [x2 * step, y2 * step] as const] as const
  return { ...ruler, pxPerMm: ruler.pxPerMm * step, ends }
}
