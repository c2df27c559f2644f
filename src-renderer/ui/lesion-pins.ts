import { bodyViews, placesOf, type ViewId } from '../../src-shared/clinical/body-map.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { MapPin } from './body-map.tsx'

const isView = (id: string): id is ViewId => bodyViews().some(view => view.id === id)

/** Lesions as numbered pins: where they were pinned, else in the middle of their site. The number is that of the patient's list. */
export const pinsOf = (lesions: readonly Lesion[]): readonly MapPin[] =>
  lesions.flatMap(({ lesionId, label, siteName, siteCode, laterality, pin }, at) => {
    const shared = { id: lesionId, mark: String(at + 1), label: `${label}, ${siteName}` }
    if (pin && isView(pin.view)) return [{ ...shared, viewId: pin.view, x: pin.x, y: pin.y }]
    const [place] = placesOf(siteCode, laterality)
    return place ? [{ ...shared, viewId: place.view.id, x: place.region.labelAt[0], y: place.region.labelAt[1] }] : []
  })
