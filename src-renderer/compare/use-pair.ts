import { useEffect, useMemo } from 'react'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { comparabilityOf, isNoPair, type Joining } from '../../src-shared/imaging/compare/comparability.ts'
import type { Picture } from '../viewer/picture.ts'
import { type PaneId, paneIds } from './choice.ts'
import { layingOf } from './laying.ts'
import type { PairStage } from './pair-stage.ts'
import { takenOf } from './taken.ts'
import { type Joined, useJoinings, useScaleFacts } from './use-joining.ts'
import { useLight } from './use-light.ts'

const asked: Joining = { kind: 'waiting' }

interface Shown {
  readonly shots: readonly (Shot | undefined)[]
  readonly pictureOf: (shot: Shot | undefined) => Picture | undefined
  readonly active: PaneId
}

/** Keeps one pane laid as it was registered. */
function useLaying(stage: PairStage, pane: PaneId, registration: Joined['registration']) {
  const laying = useMemo(() => registration && layingOf(registration), [registration])
  useEffect(() => stage.lay(pane, laying), [stage, pane, laying])
  return laying
}

/** What is known of how both were taken, and what follows from it. */
function useVerdict(
  { fixed, moving }: { readonly fixed: Shot | undefined; readonly moving: Shot | undefined },
  pictures: { readonly fixed: Picture | undefined; readonly moving: Picture | undefined },
  joining: Joining,
) {
  const [fixedFacts, movingFacts] = [useScaleFacts(fixed), useScaleFacts(moving)]
  const [fixedLight, movingLight] = [useLight(pictures.fixed), useLight(pictures.moving)]
  if (!fixed || !moving) return undefined
  return comparabilityOf({
    fixed: takenOf(fixed, { ...fixedFacts, light: fixedLight }),
    moving: takenOf(moving, { ...movingFacts, light: movingLight }),
    joining,
  })
}

/**
 * The pair that is spoken of: the first picture, and that of the active pane or of the second one. It is registered with all others
 * in the background and its verdict follows what is known so far.
 */
export function usePair(stage: PairStage, { shots: [fixed, ...rest], pictureOf, active }: Shown) {
  const others = rest.filter(shot => shot !== undefined)
  const { joined } = useJoinings(fixed, others)
  const at = Math.max(0, Math.min(others.length, paneIds.indexOf(active)) - 1)
  const current = joined[at]
  const layings = [
    useLaying(stage, 'right', joined[0]?.registration),
    useLaying(stage, 'third', joined[1]?.registration),
    useLaying(stage, 'fourth', joined[2]?.registration),
  ]
  const moving = current?.moving
  const pictures = { fixed: pictureOf(fixed), moving: pictureOf(moving) }
  const verdict = useVerdict({ fixed, moving }, pictures, current?.joining ?? asked)
  const pane: PaneId = paneIds[at + 1] ?? 'right'
  return {
    fixed,
    moving,
    pane,
    pictures,
    current,
    laying: layings[at],
    verdict,
    /** Nothing is being registered: there are no two kept pictures. */
    noPair: verdict !== undefined && isNoPair(verdict),
  }
}
export type PairNow = ReturnType<typeof usePair>
