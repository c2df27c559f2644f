import type { Mark } from '../../src-shared/contract/review.ts'
import type { ReferralLetter } from '../../src-shared/documents/index.ts'
import type { Desk } from './desk.ts'
import { markOf } from './mark.ts'

type Picture = NonNullable<ReferralLetter['pictures']>[number]
type Region = NonNullable<Picture['regions']>[number]
/** Most pictures on one paper beside a pair. */
const mostPictures = 12
/** A label is one line of the paper. */
const line = (text: string): string => text.slice(0, 200)

interface Size {
  readonly widthPx: number
  readonly heightPx: number
}

const share = (at: number, whole: number): number => Math.min(1, Math.max(0, at / whole))

/** Points of a mark as shares of its picture. */
const placed = (points: readonly (readonly number[])[], { widthPx, heightPx }: Size): Region['points'] =>
  points.slice(0, 2000).map(([x = 0, y = 0]) => [share(x, widthPx), share(y, heightPx)])

/** A figure in words, with its uncertainty where it is known. */
const figureText = (
  name: string,
  { value, unit, uncertainty }: { value: number; unit: string; uncertainty?: number | undefined },
): string =>
  `${name} ${value.toPrecision(3)}${uncertainty === undefined ? '' : ` ± ${uncertainty.toPrecision(2)}`} ${unit}`

/** What clinicians confirmed on a picture as places of the paper: outlines, lengths and areas, drawn from their plain points. */
export function regionsOf(marks: readonly Mark[], size: Size): Region[] {
  return marks
    .flatMap(({ body, by }): Region[] => {
      if (body.kind === 'outline')
        return body.rings.map(ring => ({ label: line(`Outline, confirmed by ${by}`), points: placed(ring, size) }))
      if (body.kind !== 'measurement' || (body.tool !== 'length' && body.tool !== 'polygon')) return []
      const said = Object.entries(body.figures).map(([name, figure]) => figureText(name, figure))
      const label = line([body.label, ...said, `measured by ${by}`].filter(Boolean).join(', '))
      return [{ label, points: placed(body.points, size) }]
    })
    .slice(0, 30)
}

/** How large a millimetre is on a picture: as a clinician confirmed it, or that nobody knows. */
export function scaleText(marks: readonly Mark[]): string {
  const body = marks.map(mark => mark.body).findLast(one => one.kind === 'scale')
  if (body === undefined) return 'uncalibrated'
  const { umPerPx, relativeUncertainty, source } = body.scale
  return `1 mm = ${(1000 / umPerPx).toPrecision(3)} px ± ${(relativeUncertainty * 100).toPrecision(2)} % (${source})`
}

/** Pictures for a paper, their bytes as the press takes them, and how many of those asked for are not among them. */
export interface OnPaper {
  readonly pictures: Picture[]
  readonly bytes: Record<string, Uint8Array>
  readonly left: number
}

/** A patient's pictures for a paper with what clinicians drew on them; those that are voided, damaged or another's stay out. */
export async function picturesOn(
  desk: Desk,
  { patientId, images }: { readonly patientId: string; readonly images: readonly string[] },
): Promise<OnPaper> {
  const bytes: Record<string, Uint8Array> = {}
  const pictures: Picture[] = []
  for (const blobId of [...new Set(images)].slice(0, mostPictures)) {
    const [shot, opened] = await Promise.all([desk.capture.shot(blobId), desk.capture.bytesOf(blobId, 'screen')])
    const fits = shot?.patientId === patientId && shot.state === 'kept' && opened?.mediaType === 'image/jpeg'
    if (!(fits && opened)) continue
    const rows = await desk.store.marksOf('blobId', blobId)
    const found = rows.filter(({ state }) => state === 'current').map(markOf) as Mark[]
    const regions = regionsOf(found, shot)
    const copy = regions.length > 0 ? 'Marked-up copy, derived; the original is unchanged' : ''
    bytes[blobId] = await opened.read(0, opened.sizeBytes)
    pictures.push({
      image: blobId,
      caption: [shot.siteName, shot.view, copy].filter(Boolean).join('. '),
      takenAt: shot.takenAt,
      scale: scaleText(found),
      ...(regions.length > 0 && { regions }),
    })
  }
  return { pictures, bytes, left: new Set(images).size - pictures.length }
}
