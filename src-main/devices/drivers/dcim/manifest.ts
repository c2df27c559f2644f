import type { Manifest } from '../../driver.ts'

/** A card or camera that the system shows as a volume (DCF, JEITA CP-3461). */
export const dcimManifest: Manifest<'folder'> = {
  id: 'dcim',
  version: 1,
  label: 'Camera card',
  wire: 'folder',
  match: [{ volumeHas: 'DCIM' }],
  measures: [],
  abilities: ['images'],
}

/** A folder that a person named, for example where a vendor's program saves its pictures. Nothing matches it by itself. */
export const watchedManifest: Manifest<'folder'> = {
  id: 'watched-folder',
  version: 1,
  label: 'Watched folder',
  wire: 'folder',
  match: [],
  measures: [],
  abilities: ['images'],
}
