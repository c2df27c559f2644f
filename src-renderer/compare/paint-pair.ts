import { clearWell, drawPictureInto } from '../viewer/draw.ts'
import type { Layers } from '../viewer/layers.ts'
import { type Matrix, matrixOf, product } from '../viewer/matrix.ts'
import type { Paint, PaintView } from '../viewer/paint.ts'
import type { Picture } from '../viewer/picture.ts'
import type { View } from './view-store.ts'

/** A pair in one pane. `fixed` lies as the pane's pose says; where `moving` lies follows from that, or from its own pose. */
export interface Blend {
  readonly fixed: Picture
  readonly moving: Picture
  /** Where the moving picture lies: px of its upright original to px of the canvas. */
  readonly over: (view: PaintView, under: Matrix) => Matrix
  readonly layers: Layers
}

/** The difference map as pixels, to lie over the whole fixed picture. */
export interface Map {
  readonly pixels: OffscreenCanvas
  readonly widthPx: number
  readonly heightPx: number
}

interface Drawing extends Blend {
  readonly context: CanvasRenderingContext2D
  readonly under: Matrix
  readonly place: Matrix
  readonly quick: boolean
}

type Look = Pick<View, 'mode' | 'alpha' | 'divider'> & { readonly shows: 'fixed' | 'moving' }

/** A copy first, then its cover: tiles that overlap must not be seen through each other. */
const overlaid = ({ context, fixed, moving, layers, under, place, quick }: Drawing, { alpha }: Look): boolean => {
  const below = drawPictureInto(context, fixed, { ...under, quick })
  context.globalAlpha = alpha
  const above = layers.draw(context, moving, place)
  context.globalAlpha = 1
  return below && above
}

const swiped = ({ context, fixed, moving, under, place, quick }: Drawing, { divider }: Look): boolean => {
  const { width, height } = context.canvas
  const below = drawPictureInto(context, fixed, { ...under, quick })
  const at = Math.round(divider * width)
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.save()
  context.beginPath()
  context.rect(at, 0, width - at, height)
  context.clip()
  clearWell(context)
  const above = drawPictureInto(context, moving, { ...place, quick })
  context.restore()
  return below && above
}

/** Both are kept drawn for this place, so that a change of the one that is seen is nothing but a copy. */
const blinked = ({ context, fixed, moving, layers, under, place }: Drawing, { shows }: Look): boolean =>
  shows === 'fixed' ? layers.draw(context, fixed, under) : layers.draw(context, moving, place)

const drawMap = (context: CanvasRenderingContext2D, { pixels, widthPx, heightPx }: Map, under: Matrix): void => {
  const { a, b, c, d, e, f } = under
  context.setTransform(a, b, c, d, e, f)
  context.imageSmoothingEnabled = true
  context.drawImage(pixels, 0, 0, widthPx, heightPx)
}

const modesOf = { side: undefined, overlay: overlaid, swipe: swiped, blink: blinked } as const

/** Paints a pair as a mode says, and the difference map over it where there is one. */
export const paintOf =
  (blend: Blend, look: Look, map: Map | undefined): Paint =>
  (context, view) => {
    clearWell(context)
    const under = matrixOf(view.frame, view.pose, view.ratio)
    const drawing = { ...blend, context, under, place: blend.over(view, under), quick: view.quick }
    const sharp =
      modesOf[look.mode]?.(drawing, look) ?? drawPictureInto(context, blend.fixed, { ...under, quick: view.quick })
    if (map) drawMap(context, map, under)
    return sharp
  }

/** A registered picture's place from the one below it. */
export const overBy =
  (registered: Matrix): Blend['over'] =>
  (_, under) =>
    product(under, registered)
