/* Runs in the page: the app's own viewer without its screens around it. `review.ts` bundles it. */
import { openCanvasLoop } from '../../src-renderer/viewer/canvas-loop.ts'
import { needsOf } from '../../src-renderer/viewer/door.ts'
import { clearWell, drawPicture } from '../../src-renderer/viewer/draw.ts'
import { openLayers } from '../../src-renderer/viewer/layers.ts'
import { matrixOf } from '../../src-renderer/viewer/matrix.ts'
import type { Picture } from '../../src-renderer/viewer/picture.ts'
import { openStage, type Stage } from '../../src-renderer/viewer/stage.ts'
import { openStock } from '../../src-renderer/viewer/stock.ts'
import { shift, zoomAbout } from '../../src-renderer/viewer/transform.ts'

const painted = () => new Promise<void>(resolve => requestAnimationFrame(() => setTimeout(resolve)))
const picturePx = { width: 6000, height: 4000 }
const refOf = (id: string) => ({ id, longPx: picturePx.width, size: picturePx })

/** One pane as viewer.tsx keeps it: a canvas, its loop, and the picture that lies on it. */
function openPane(stage: Stage, id: string) {
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  const pane = { width: Math.floor(innerWidth / (id === 'whole' ? 1 : 2)), height: innerHeight }
  Object.assign(canvas, pane)
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('no canvas')
  let picture: Picture | undefined
  let first = () => {}
  let sharp = () => {}
  let stops: (() => void)[] = []
  const loop = openCanvasLoop(canvas, quick => {
    const { frames, poses } = stage.store.getState()
    const isSharp = drawPicture(context, picture, { frame: frames[id], pose: poses[id], ratio: 1, quick })
    if (picture?.state().kind === 'shown' && poses[id]) first()
    if (isSharp && !quick) sharp()
    return isSharp
  })
  stage.store.subscribe((now, before) => now.poses[id] !== before.poses[id] && loop.moved())
  return {
    canvas,
    /** Resolves when the first px, and when the sharpest, have been painted. */
    show(next: Picture) {
      for (const stop of stops) stop()
      picture = next
      const seen = new Promise<void>(resolve => (first = resolve)).then(painted)
      const settled = new Promise<void>(resolve => (sharp = resolve)).then(painted)
      const came = () => {
        if (next.state().kind === 'shown' && !stage.store.getState().frames[id])
          stage.frame(id, { pane, picture: picturePx })
        loop.came()
      }
      stops = [next.watch(came), next.watchTiles(came)]
      came()
      return { seen, settled }
    },
    stop() {
      for (const stop of stops) stop()
      loop.stop()
    },
  }
}

function openReview(capability: string) {
  const stock = openStock(needsOf({ urlOf: (id, part) => `/bytes/${capability}/${id}/${part}` }))
  let panes: ReturnType<typeof openPane>[] = []
  const clear = () => {
    for (const pane of panes) pane.stop()
    panes = []
    stock.empty()
    document.body.replaceChildren()
    document.body.style.cssText = 'margin:0;display:flex;overflow:hidden'
  }
  const openTwo = async (ids: readonly [string, string]) => {
    clear()
    const stage = openStage('left')
    panes = ['left', 'right'].map(id => openPane(stage, id))
    stock.want(ids.map(refOf), [])
    await Promise.all(stock.shown().map(async (picture, at) => await panes[at]?.show(picture).settled))
    return stage
  }
  return {
    /** Two linked panes of 24 MP, from nothing until both are sharp on the screen, ms. */
    async openTwo(ids: readonly [string, string]): Promise<number> {
      clear()
      await painted()
      const start = performance.now()
      await openTwo(ids)
      return performance.now() - start
    },
    /** The next picture of a case, its neighbour fetched ahead as the app does it; at 100 % the tiles are what is sharp. */
    async next(ids: readonly [string, string], scale: 'fit' | 'one'): Promise<{ first: number; sharp: number }> {
      clear()
      const stage = openStage('whole')
      const pane = openPane(stage, 'whole')
      panes = [pane]
      const [now, soon] = ids.map(refOf)
      if (!now || !soon) throw new Error('two pictures')
      stock.want([now], [soon])
      const [before] = stock.shown()
      await (before && pane.show(before).settled)
      const fit = Math.min(pane.canvas.width / picturePx.width, pane.canvas.height / picturePx.height)
      if (scale === 'one') stage.zoom(1 / fit)
      await new Promise(resolve => setTimeout(resolve, 700))
      const start = performance.now()
      stock.want([soon], [])
      const [after] = stock.shown()
      const { seen, settled } = after ? pane.show(after) : { seen: undefined, settled: undefined }
      const times = [seen, settled].map(async one => {
        await one
        return performance.now() - start
      })
      const [first = Number.NaN, sharp = Number.NaN] = await Promise.all(times)
      return { first, sharp }
    },
    /** Zooms in and pans about in two linked panes; ms from frame to frame. */
    async panZoom(ids: readonly [string, string], frames: number): Promise<number[]> {
      const stage = await openTwo(ids)
      return await framesOf(frames, at => {
        if (at < frames / 4) stage.move('left', zoomAbout(1.03, { x: 0.1, y: 0 }))
        else stage.move('left', shift(0.02 * Math.cos(at / 9), 0.02 * Math.sin(at / 7)))
      })
    },
    /** Two pictures shown in turn: ms for each redraw, and which of them were not drawn within the very next frame. */
    async blink(ids: readonly [string, string], turns: number): Promise<{ redraws: number[]; late: number }> {
      const stage = await openTwo(ids)
      const pane = panes[0]
      const context = pane?.canvas.getContext('2d')
      const { frames, poses } = stage.store.getState()
      const [frame, pose] = [frames['left'], poses['left']]
      if (!context || !frame || !pose) throw new Error('no pane')
      for (const one of panes) one.stop()
      const layers = openLayers()
      const redraws: number[] = []
      let late = 0
      for (let turn = -2; turn < turns; turn++) {
        const picture = stock.shown()[Math.abs(turn) % 2]
        const drawn = await new Promise<number>(resolve =>
          requestAnimationFrame(() => {
            const start = performance.now()
            clearWell(context)
            if (picture) layers.draw(context, picture, matrixOf(frame, pose))
            const took = performance.now() - start
            const before = performance.now()
            requestAnimationFrame(() => {
              if (turn >= 0 && performance.now() - before > 50) late++
              resolve(took)
            })
          }),
        )
        if (turn >= 0) redraws.push(drawn)
      }
      layers.close()
      return { redraws, late }
    },
    clear,
  }
}

/** Runs `step` once per frame of the screen; ms between frames. */
async function framesOf(count: number, step: (at: number) => void): Promise<number[]> {
  const gaps: number[] = []
  let last = performance.now()
  for (let at = 0; at < count; at++) {
    await new Promise<void>(resolve => requestAnimationFrame(() => resolve()))
    const now = performance.now()
    if (at > 0) gaps.push(now - last)
    last = now
    step(at)
  }
  return gaps
}

export type Review = ReturnType<typeof openReview>
Object.assign(globalThis, { openCutisReview: openReview })
