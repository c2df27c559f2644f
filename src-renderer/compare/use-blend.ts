import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { openLayers } from '../viewer/layers.ts'
import { matrixOf } from '../viewer/matrix.ts'
import type { Paint } from '../viewer/paint.ts'
import type { Picture } from '../viewer/picture.ts'
import { bentPicture } from './bent.ts'
import { beaten } from './blink.ts'
import { isAsLaid, matrixOfRow } from './laying.ts'
import { type Blend, type Map, overBy, paintOf } from './paint-pair.ts'
import type { PairStage } from './pair-stage.ts'
import type { PairNow } from './use-pair.ts'
import { type Mode, setBlink, useView } from './view-store.ts'

/** How the newer picture lies over the other: as registered, bent along the skin, or as a hand or nobody laid it. */
export type Lying = 'registered' | 'bent' | 'by-hand' | 'free'

/** The newer picture bent along the skin, while that is wanted and possible. */
function useBent({ current, pictures }: PairNow, wanted: boolean): Picture | undefined {
  const [bent, setBent] = useState<Picture>()
  const registration = current?.registration
  const { moving } = pictures
  useEffect(() => {
    if (!wanted || !registration || !moving) return
    const stop = new AbortController()
    const work = async () => {
      const made = await bentPicture(registration, moving, stop.signal)
      if (!stop.signal.aborted) setBent(made)
    }
    void work()
    return () => {
      stop.abort()
      setBent(undefined)
    }
  }, [wanted, registration, moving])
  return bent
}

/** Beats the blink while it is on screen and running. */
export function useBeat(on: boolean): void {
  const { running, hz } = useView(view => view.blink)
  useEffect(() => {
    if (!on || !running) return
    const timer = setInterval(() => setBlink(beaten), 1000 / hz)
    return () => clearInterval(timer)
  }, [on, running, hz])
}

/** The newer picture where its own pose says, in the pane of the other. */
const overFreely =
  (stage: PairStage, pane: string, moving: Picture): Blend['over'] =>
  ({ frame, ratio }, under) => {
    const state = moving.state()
    const pose = stage.store.getState().poses[pane]
    return state.kind === 'shown' && pose ? matrixOf({ pane: frame.pane, picture: state.size }, pose, ratio) : under
  }

/** Which modes may show a bent picture: never where anything could be measured or read off. */
const mayBend: Readonly<Record<Mode, boolean>> = { side: false, overlay: true, swipe: false, blink: true }

/** What paints the pair in one pane, and how its newer picture lies there. */
export function useBlend(
  stage: PairStage,
  pair: PairNow,
  map: Map | undefined,
): { paint: Paint | undefined; lying: Lying; also: readonly Picture[] } {
  const { mode, alpha, divider, blink, bent: wanted } = useView()
  const { pictures, current, laying, pane } = pair
  const layers = useMemo(() => openLayers(), [])
  useEffect(() => layers.close, [layers])
  const asLaid = useStore(
    stage.store,
    ({ poses }) => laying !== undefined && isAsLaid(poses['left'], poses[pane], laying),
  )
  const bent = useBent(pair, wanted && mayBend[mode])
  const { fixed, moving } = pictures
  const fit = current?.registration?.fit
  const lying: Lying = !fit ? 'free' : !asLaid ? 'by-hand' : bent ? 'bent' : 'registered'
  // A pair laid by hand follows the second pane's own pose, which is no part of the first one's.
  const byHand = lying === 'free' || lying === 'by-hand'
  const pose = useStore(stage.store, ({ poses }) => (byHand ? poses[pane] : undefined))
  const blend = useMemo((): Blend | undefined => {
    if (!fixed || !moving) return undefined
    if (lying === 'bent' && bent) return { fixed, moving: bent, layers, over: (_, under) => under }
    const over = lying === 'registered' && fit ? overBy(matrixOfRow(fit.affine)) : overFreely(stage, pane, moving)
    return { fixed, moving, layers, over }
  }, [fixed, moving, bent, lying, fit, layers, stage, pane])
  const { shows } = blink
  const paint = useMemo(() => {
    // The pose is asked for at the moment of painting; naming it here paints anew when it changes.
    void pose
    if (!blend || (mode === 'side' && !map)) return undefined
    return paintOf(blend, { mode, alpha, divider, shows }, map)
  }, [blend, mode, alpha, divider, shows, map, pose])
  const also = useMemo(() => (moving ? [moving] : []), [moving])
  return { paint, lying, also }
}
