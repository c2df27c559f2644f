import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** Where the vectors of other people lie; absent where this computer does not have them. */
export function vectorFolder(): string | undefined {
  const folder = resolve(root, process.env['CUTIS_VECTORS'] ?? '../shared/data/devices')
  return existsSync(folder) ? folder : undefined
}

/** The files below one folder of the vectors whose names fit, in order. A folder that is there but holds none is an error. */
export function vectorFiles(folder: string, pattern: RegExp): readonly string[] {
  const vectors = vectorFolder()
  if (vectors === undefined) return []
  const below = join(vectors, folder)
  const files = existsSync(below) ? readdirSync(below).filter(name => pattern.test(name)) : []
  if (files.length === 0) throw new Error(`no vectors in ${folder} fit ${pattern.source}`)
  return files.toSorted().map(name => join(below, name))
}
