import { createRequire } from 'node:module'
import { type Distances, distances } from '../../src-shared/imaging/similar/nearest.ts'
import { besideBuild } from '../kernel/beside.ts'

const own = 'native/nearest/nearest.node'

/** The native kernel (`npm run build:native`), where it is built for this machine; undefined elsewhere. */
export function nativeDistances(from = import.meta.dirname): Distances | undefined {
  const path = besideBuild(own, from)
  if (path === undefined) return undefined
  try {
    const { distances: native } = createRequire(import.meta.url)(path) as { distances?: unknown }
    return typeof native === 'function' ? (native as Distances) : undefined
  } catch {
    // Not built, or built for another machine: the twin does the same, some times slower.
    return undefined
  }
}

/** Distances by the fastest kernel that this machine has. */
export const openDistances = (): Distances => nativeDistances() ?? distances
