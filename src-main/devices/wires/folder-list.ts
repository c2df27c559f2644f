import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Finder, Found } from '../finder.ts'
import { openFolderWire } from './folder.ts'
import { removableVolumes } from './volumes.ts'

/** Folders that stand for a volume, for trying without one: `CUTIS_SIM_FOLDERS=/path[,…]`. */
const simulatedFolders = (): readonly string[] =>
  (process.env['CUTIS_SIM_FOLDERS'] ?? '').split(',').filter(path => path !== '')

/** Cards, cameras and loggers that the system shows as folders, and folders that a person named. `watched` answers the latter. */
export async function openFolderFinder(watched: () => readonly string[] = () => []): Promise<Finder> {
  return {
    transport: 'folder',
    list: async () => {
      const volumes = (await removableVolumes()).map(({ path, holds }) => volumeOf(path, holds))
      const simulated = await Promise.all(
        simulatedFolders().map(async path => volumeOf(path, await readdir(path).catch(() => []))),
      )
      const paths = watched()
      const named = paths.map((path): Found => ({ ...watchedAt(path, paths), driver: 'watched-folder' }))
      // A volume that a person named is one thing and not two: what was said of it counts.
      return [...[...volumes, ...simulated].filter(({ port }) => !paths.includes(port)), ...named]
    },
    open: async ({ port }, _manifest, wait) => await openFolderWire(port, wait),
  }
}

/** Called by its last name; by its whole path where that would not tell it from another. */
function watchedAt(path: string, paths: readonly string[]): Found {
  const isAlone = paths.filter(other => basename(other) === basename(path)).length === 1
  return { ...volumeOf(path, []), ...(!isAlone && { model: path }) }
}

const volumeOf = (path: string, holds: readonly string[]): Found => ({
  transport: 'folder',
  port: path,
  model: basename(path),
  holds,
})
