/** Still for so long, ms, a picture is drawn once more with its best smoothing. */
const restMs = 120

export interface CanvasLoop {
  /** Something moved: draw at the next frame, quickly, and well once all is still. */
  readonly moved: () => void
  /** Something came: draw at the next frame. */
  readonly came: () => void
  readonly now: () => void
  readonly stop: () => void
}

/** Draws a canvas at most once per frame of the screen. `draw` answers whether nothing sharper is on its way. */
export function openCanvasLoop(canvas: HTMLCanvasElement, draw: (quick: boolean) => boolean): CanvasLoop {
  let due = 0
  let resting = 0
  const paint = () => {
    cancelAnimationFrame(due)
    due = 0
    const quick = resting !== 0
    const sharp = draw(quick) && !quick
    if (sharp) canvas.dataset['sharp'] = ''
    else delete canvas.dataset['sharp']
  }
  const schedule = () => {
    due ||= requestAnimationFrame(paint)
  }
  return {
    moved() {
      window.clearTimeout(resting)
      resting = window.setTimeout(() => {
        resting = 0
        schedule()
      }, restMs)
      schedule()
    },
    came: schedule,
    now: paint,
    stop() {
      window.clearTimeout(resting)
      cancelAnimationFrame(due)
    },
  }
}
