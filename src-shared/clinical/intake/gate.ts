import { checklists, missingViews, type Setting, type Taken } from '../views.ts'
import type { ConsultPresentation, Intake, IntakeConsent, IntakeImage, RetakeRequest } from './history.ts'
import { faultsOf, type ImageFault, type ImagePolicy, type ImageWarning, imagePolicy, warningsOf } from './images.ts'
import { intakeItems, isRequired } from './items.ts'

/** A view that is not there yet: `toTake` pictures of it, or its yes-or-no answer. */
export interface MissingView {
  readonly viewId: string
  readonly lesion?: number
  readonly toTake: number
  readonly unanswered: boolean
}

/** A picture with the codes of what is wrong or weak in it. */
export interface Judged<Code> {
  readonly blobId: string
  readonly viewId: string
  readonly lesion?: number
  readonly codes: readonly Code[]
}

/** What a consult still needs, each thing named by its code. `images` are pictures that do not count; a view they leave empty is in `views`. */
export interface Missing {
  readonly complete: boolean
  readonly items: readonly string[]
  readonly consents: readonly IntakeConsent['kind'][]
  readonly views: readonly MissingView[]
  /** Numbers of lesions without a pin on the body map. */
  readonly pins: readonly number[]
  readonly images: readonly Judged<ImageFault>[]
}

const isAnswered = (value: unknown): boolean => value !== undefined && value !== ''

/** An empty list is "none", but a consult without a place has none to look at. */
const isThere = (code: string, value: unknown): boolean =>
  isAnswered(value) && !(code === 'sites' && Array.isArray(value) && value.length === 0)

/** How many numbered lesions a consult has at least; a presentation that is not here needs none. */
const leastLesions: Readonly<Partial<Record<ConsultPresentation, number>>> = {
  'single-lesion': 1,
  'multiple-lesions': 2,
}
const lesionsAsked = ({ presentation }: Intake): number => leastLesions[presentation] ?? 0

function itemsOf(intake: Intake): string[] {
  const { presentation, prescribing, patient } = intake
  const about = { presentation, prescribing, sex: patient.sex }
  const unanswered = intakeItems
    .filter(item => isRequired(item, about))
    .filter(({ of, code }) => !isThere(code, new Map<string, unknown>(Object.entries(intake[of])).get(code)))
    .map(({ code }) => code)
  return lesionsAsked(intake) > new Set(intake.lesions).size ? [...unanswered, 'lesions'] : unanswered
}

const judged = <Code>({ blobId, viewId, lesion }: IntakeImage, codes: readonly Code[]): Judged<Code> => ({
  blobId,
  viewId,
  ...(lesion !== undefined && { lesion }),
  codes,
})

const takenOf = ({ viewId, lesion }: IntakeImage): Taken => ({ viewId, ...(lesion !== undefined && { lesion }) })

function viewsOf(intake: Intake, counting: readonly IntakeImage[]): MissingView[] {
  const { presentation, dermoscope, lesions, affected, unaffected } = intake
  const setting: Setting = { dermoscope, lesions, affected, unaffected }
  return missingViews(presentation, counting.map(takenOf), setting).map(({ view, lesion, toTake, unanswered }) => ({
    viewId: view.id,
    ...(lesion !== undefined && { lesion }),
    toTake,
    unanswered,
  }))
}

/**
 * Everything that a consult still needs before it may be sent: history items, patient and sender, consent, views, pins. Pictures below
 * the least size, judged "take again" without a reason to keep them, or older than a retake of their view do not count
 * (ATA Quick Guide; clinical.md §2.1). Consults without numbered lesions need no pin.
 */
export function missingOf(intake: Intake, policy: ImagePolicy = imagePolicy): Missing {
  const looked = intake.images.map(image => ({ image, faults: faultsOf(image, intake, policy) }))
  const counting = looked.filter(({ faults }) => faults.length === 0).map(({ image }) => image)
  const items = itemsOf(intake)
  const consents = intake.consents.some(({ kind }) => kind === 'store-and-forward')
    ? []
    : (['store-and-forward'] as const)
  const views = viewsOf(intake, counting)
  const pins = lesionsAsked(intake) > 0 ? intake.lesions.filter(number => !intake.pinned.includes(number)) : []
  return {
    complete: items.length + consents.length + views.length + pins.length === 0,
    items,
    consents,
    views,
    pins,
    images: looked.filter(({ faults }) => faults.length > 0).map(({ image, faults }) => judged(image, faults)),
  }
}

/** What is said of the pictures that count, without holding the consult back. */
export const remarksOf = (intake: Intake, policy: ImagePolicy = imagePolicy): readonly Judged<ImageWarning>[] =>
  intake.images
    .filter(image => faultsOf(image, intake, policy).length === 0)
    .map(image => judged(image, warningsOf(image, intake, policy)))
    .filter(({ codes }) => codes.length > 0)

/** What the triage rules want to know of the gate: whether the consult is complete, and whether no picture of it counts. */
export function triageGateOf(intake: Intake, policy: ImagePolicy = imagePolicy) {
  const { complete, images } = missingOf(intake, policy)
  const failed = images.filter(({ codes }) => codes.includes('too-small') || codes.includes('retake'))
  return { complete, allImagesFail: intake.images.length > 0 && failed.length === intake.images.length }
}

/** Views of a retake request that the presentation does not have, or that name no numbered lesion where they must. */
export function unknownViewsOf(request: RetakeRequest, intake: Intake): readonly string[] {
  const { views } = checklists[intake.presentation]
  return request.views
    .filter(({ viewId, lesion }) => {
      const view = views.find(({ id }) => id === viewId)
      if (!view) return true
      return view.perLesion && (lesion === undefined || !intake.lesions.includes(lesion))
    })
    .map(({ viewId }) => viewId)
}

/** The views that a retake would have to name for the consult to become complete: the missing ones. */
export const viewsToAskFor = (missing: Missing): readonly MissingView[] =>
  missing.views.filter(({ unanswered }) => !unanswered)
