import { conditions } from './conditions.ts'
import type { Leaflet } from './leaflet.ts'
import { sunAndSkin } from './sun-and-skin.ts'
import { treatments } from './treatments.ts'

export type { Language, Leaflet } from './leaflet.ts'

/** Every leaflet, in the order it is offered. */
export const leaflets: readonly Leaflet[] = [...sunAndSkin, ...conditions, ...treatments]

/** A leaflet by its id; undefined for one that is not ours. */
export const leafletOf = (id: string): Leaflet | undefined => leaflets.find(one => one.id === id)
