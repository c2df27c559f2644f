import { checklists } from './view-table.ts'

/** How an image was taken, ISIC metadata field `image_type` (the values a workstation can produce). */
export const imageTypes = ['clinical: overview', 'clinical: close-up', 'dermoscopic'] as const
export type ImageType = (typeof imageTypes)[number]

export type Presentation =
  | 'single-lesion'
  | 'multiple-lesions'
  | 'rash-localised'
  | 'rash-generalised'
  | 'hair-scalp'
  | 'nail'
  | 'biopsy-site'
  | 'total-body'

/** One view a presentation asks for. `count` is how many pictures of it are needed. */
export interface View {
  readonly id: string
  readonly label: string
  /** What the photographer should make sure of, one sentence. */
  readonly hint: string
  readonly imageType: ImageType
  readonly need: 'required' | 'with-device' | 'if-affected' | 'optional'
  readonly count: number
  /** True where the view is repeated for every numbered lesion. */
  readonly perLesion: boolean
}

export interface Checklist {
  readonly label: string
  readonly views: readonly View[]
  /** Least number of pictures in all, where the source names one. */
  readonly atLeast?: number
  readonly source: string
  readonly edition: string
}

/** One kept picture, as far as the checklist cares; `lesion` is the number on the body map. */
export interface Taken {
  readonly viewId: string
  readonly lesion?: number
}

/** What is known at the bedside: whether a dermatoscope is here, which lesions are numbered, what is affected. */
export interface Setting {
  readonly dermoscope: boolean
  readonly lesions?: readonly number[]
  /** Views of need 'if-affected' answered yes; a view not yet answered stays out of both lists. */
  readonly affected?: readonly string[]
  readonly unaffected?: readonly string[]
}

export interface Missing {
  readonly view: View
  readonly lesion?: number
  /** Pictures still to take; 0 where only the yes-or-no answer is missing. */
  readonly toTake: number
  readonly unanswered: boolean
}

const wanted = (view: View, setting: Setting): 'yes' | 'no' | 'ask' => {
  if (view.need === 'required') return 'yes'
  if (view.need === 'with-device') return setting.dermoscope ? 'yes' : 'no'
  if (view.need === 'optional') return 'no'
  if (setting.affected?.includes(view.id)) return 'yes'
  return setting.unaffected?.includes(view.id) ? 'no' : 'ask'
}

const lesionsOf = (view: View, setting: Setting): readonly (number | undefined)[] => {
  if (!view.perLesion) return [undefined]
  return setting.lesions?.length ? setting.lesions : [1]
}

const missingOf = (view: View, taken: readonly Taken[], setting: Setting): Missing[] => {
  const want = wanted(view, setting)
  if (want === 'no') return []
  return lesionsOf(view, setting).flatMap(lesion => {
    const have = taken.filter(
      shot => shot.viewId === view.id && (lesion === undefined || shot.lesion === lesion),
    ).length
    const toTake = want === 'ask' ? 0 : Math.max(0, view.count - have)
    if (toTake === 0 && (want !== 'ask' || have > 0)) return []
    return [{ view, ...(lesion === undefined ? {} : { lesion }), toTake, unanswered: want === 'ask' }]
  })
}

/** Views of the presentation's checklist not yet taken, in checklist order; empty when the set is complete. */
export const missingViews = (presentation: Presentation, taken: readonly Taken[], setting: Setting): Missing[] =>
  checklists[presentation].views.flatMap(view => missingOf(view, taken, setting))
export { checklists } from './view-table.ts'
