import { useEffect, useState } from 'react'
import { type DifferenceMap, differenceSteps, overlayOf } from '../../src-shared/imaging/compare/difference.ts'
import { inverse, resized } from '../../src-shared/imaging/register/matrix.ts'
import type { Registration } from '../../src-shared/imaging/register/types.ts'
import type { Picture } from '../viewer/picture.ts'
import type { Map } from './paint-pair.ts'
import { pixelsOf } from './use-light.ts'

/** Longer side at which colours are compared, px. */
const differenceLongPx = 640
/** What the page gives up of each frame, ms. */
const sliceMs = 10

export interface Difference {
  readonly map: Map
  readonly found: DifferenceMap
}

/** Runs the steps in slices between which the page is free; undefined where `signal` stopped it. */
async function ran<T>(steps: Generator<void, T>, signal: AbortSignal): Promise<T | undefined> {
  for (;;) {
    const until = performance.now() + sliceMs
    while (performance.now() < until) {
      const { done, value } = steps.next()
      if (done) return value
    }
    // oxlint-disable-next-line no-await-in-loop -- the page has its turn in between
    await new Promise<void>(resolve => setTimeout(resolve))
    if (signal.aborted) return undefined
  }
}

interface Pair {
  readonly fixed: Picture | undefined
  readonly moving: Picture | undefined
  readonly registration: Registration | undefined
}

function stepsOf({ fixed, moving, registration }: Pair) {
  const [under, over] = [pixelsOf(fixed, differenceLongPx), pixelsOf(moving, differenceLongPx)]
  if (!registration?.fit || !under || !over) return undefined
  const { fit, fixed: sides, moving: others } = registration
  const [from, to] = [under.width / sides.widthPx, over.width / others.widthPx]
  const matrix = resized(inverse(fit.affine), from, to)
  return differenceSteps({ fixed: under, moving: over, matrix, residualPx: fit.residual.affinePx * from })
}

function drawn(found: DifferenceMap, { widthPx, heightPx }: Registration['fixed']): Map | undefined {
  const { width, height, data } = overlayOf(found)
  const pixels = new OffscreenCanvas(width, height)
  const context = pixels.getContext('2d')
  if (!context) return undefined
  const image = context.createImageData(width, height)
  image.data.set(data)
  context.putImageData(image, 0, 0)
  return { pixels, widthPx, heightPx }
}

/** The difference map of a registered pair while it is wanted, worked out in slices; undefined until it is ready. */
export function useDifference({ fixed, moving, registration }: Pair, wanted: boolean): Difference | undefined {
  const [difference, setDifference] = useState<Difference>()
  useEffect(() => {
    const steps = wanted ? stepsOf({ fixed, moving, registration }) : undefined
    if (!steps || !registration) return
    const stop = new AbortController()
    const work = async () => {
      const found = await ran(steps, stop.signal)
      const map = found && drawn(found, registration.fixed)
      if (found && map && !stop.signal.aborted) setDifference({ found, map })
    }
    void work()
    return () => {
      stop.abort()
      setDifference(undefined)
    }
  }, [fixed, moving, registration, wanted])
  return difference
}
