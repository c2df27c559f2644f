import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The source and the build stand at most this deep in the program's folder. */
const mostLevels = 5

/** A file of the program's own folder, seen from a module of its source or build: of the nearest package, never one further out. */
export function besideBuild(own: string, from: string): string | undefined {
  let folder = from
  for (let level = 0; level <= mostLevels; level += 1) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, own)
    folder = dirname(folder)
  }
  return undefined
}
