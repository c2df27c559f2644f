import { checklists } from '../views.ts'
import type { Intake, IntakeImage } from './history.ts'

/** Sizes (px) and the compression that the image set may have: ATA Quick Guide to Store-and-Forward. */
export interface ImagePolicy {
  readonly refusePx: readonly [short: number, long: number]
  readonly warnPx: readonly [short: number, long: number]
  /** Uncompressed (three bytes a pixel) over stored size; a JPEG beyond it is warned of. */
  readonly jpegRatio: number
}
export const imagePolicy: ImagePolicy = { refusePx: [600, 800], warnPx: [768, 1024], jpegRatio: 20 }

/** Why a picture does not count for its view. */
export type ImageFault = 'too-small' | 'retake' | 'view-not-asked-for' | 'lesion-not-numbered' | 'before-retake'
/** What is said of a picture that counts. */
export type ImageWarning = 'small' | 'compressed' | 'kept-anyway' | 'not-judged' | 'uncalibrated'

const isBelow = ({ widthPx, heightPx }: IntakeImage, [short, long]: readonly [number, number]): boolean =>
  Math.min(widthPx, heightPx) < short || Math.max(widthPx, heightPx) < long

const isSame = (image: IntakeImage, view: { readonly viewId: string; readonly lesion?: number | undefined }): boolean =>
  view.viewId === image.viewId && (view.lesion === undefined || view.lesion === image.lesion)

const wasAskedAgain = (image: IntakeImage, { retakes }: Intake): boolean =>
  retakes.some(
    ({ askedAt, views }) => Date.parse(askedAt) >= Date.parse(image.takenAt) && views.some(view => isSame(image, view)),
  )

function placeFaults(image: IntakeImage, { presentation, lesions }: Intake): ImageFault[] {
  const view = checklists[presentation].views.find(({ id }) => id === image.viewId)
  if (!view) return ['view-not-asked-for']
  const isNumbered = image.lesion !== undefined && lesions.includes(image.lesion)
  return view.perLesion && !isNumbered ? ['lesion-not-numbered'] : []
}

/** Everything that keeps a picture from counting; empty where it counts. */
export const faultsOf = (
  image: IntakeImage,
  intake: Intake,
  policy: ImagePolicy = imagePolicy,
): readonly ImageFault[] => [
  ...(isBelow(image, policy.refusePx) ? (['too-small'] as const) : []),
  ...(image.verdict === 'retake' && image.keptBecause === undefined ? (['retake'] as const) : []),
  ...placeFaults(image, intake),
  ...(wasAskedAgain(image, intake) ? (['before-retake'] as const) : []),
]

const isCompressed = ({ mime, widthPx, heightPx, bytes }: IntakeImage, ratio: number): boolean =>
  mime === 'image/jpeg' && widthPx * heightPx * 3 > bytes * ratio

const needsScale = ({ viewId }: IntakeImage, { presentation }: Intake): boolean =>
  viewId === 'close-up' && (presentation === 'single-lesion' || presentation === 'multiple-lesions')

/** What is said of a picture without refusing it. */
export const warningsOf = (
  image: IntakeImage,
  intake: Intake,
  policy: ImagePolicy = imagePolicy,
): readonly ImageWarning[] => [
  ...(isBelow(image, policy.warnPx) && !isBelow(image, policy.refusePx) ? (['small'] as const) : []),
  ...(isCompressed(image, policy.jpegRatio) ? (['compressed'] as const) : []),
  ...(image.verdict === 'retake' && image.keptBecause !== undefined ? (['kept-anyway'] as const) : []),
  ...(image.verdict === undefined ? (['not-judged'] as const) : []),
  ...(needsScale(image, intake) && image.scaled !== true ? (['uncalibrated'] as const) : []),
]
