import { drawPictureInto } from './draw.ts'
import type { Matrix } from './matrix.ts'
import type { Picture } from './picture.ts'

/** Pictures drawn once for a place and then only copied, so that showing them in turn costs a copy each. */
export interface Layers {
  /**
   * Draws a picture where the matrix says, px for px on the whole canvas, over what is there; alpha, clip and blend are the caller's.
   * Nothing is drawn anew while picture, place and canvas stay as they are. Answers true where nothing sharper is on its way.
   */
  readonly draw: (context: CanvasRenderingContext2D, picture: Picture, matrix: Matrix) => boolean
  /** Gives the copies back. */
  readonly close: () => void
}

interface Layer {
  readonly canvas: OffscreenCanvas
  readonly context: OffscreenCanvasRenderingContext2D
  readonly unwatch: () => void
  matrix: Matrix | undefined
  sharp: boolean
}

const isSame = (one: Matrix | undefined, other: Matrix): boolean =>
  one !== undefined && (['a', 'b', 'c', 'd', 'e', 'f'] as const).every(key => one[key] === other[key])

/** Copies of the pictures that take turns in one pane: as many as `most`, the oldest given back. */
export function openLayers(most = 2): Layers {
  const layers = new Map<Picture, Layer>()
  const drop = (picture: Picture, layer: Layer) => {
    layer.unwatch()
    // A canvas without px holds no memory, whenever it is collected.
    layer.canvas.width = 0
    layers.delete(picture)
  }
  const layerOf = (picture: Picture): Layer | undefined => {
    const known = layers.get(picture)
    if (known) return known
    for (const [oldest, layer] of layers) if (layers.size >= most) drop(oldest, layer)
    const canvas = new OffscreenCanvas(1, 1)
    const context = canvas.getContext('2d')
    if (!context) return undefined
    const stale = () => {
      layer.matrix = undefined
    }
    const [unstate, untile] = [picture.watch(stale), picture.watchTiles(stale)]
    const unwatch = () => {
      unstate()
      untile()
    }
    const layer: Layer = { canvas, context, unwatch, matrix: undefined, sharp: false }
    layers.set(picture, layer)
    return layer
  }
  return {
    draw(context, picture, matrix) {
      const layer = layerOf(picture)
      if (!layer) return false
      const { width, height } = context.canvas
      const fits = layer.canvas.width === width && layer.canvas.height === height
      if (!fits) Object.assign(layer.canvas, { width, height })
      if (!fits || !isSame(layer.matrix, matrix)) {
        layer.context.setTransform(1, 0, 0, 1, 0, 0)
        layer.context.clearRect(0, 0, width, height)
        layer.sharp = drawPictureInto(layer.context, picture, matrix)
        layer.matrix = matrix
      }
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.drawImage(layer.canvas, 0, 0)
      return layer.sharp
    },
    close() {
      for (const [picture, layer] of layers) drop(picture, layer)
    },
  }
}
