import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './live.module.css'
import { sweepOf } from './sweep.ts'
import { type Pen, sweepRoom } from './use-live.ts'

const blank = 18
const penWidthPx = 2

/** The pulse wave as a monitor draws it, sweeping. The picture says nothing that the numbers do not say in words. */
export function TraceCanvas({ pen }: { pen: Pen }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let frame = 0
    let drawn = -1
    const draw = () => {
      frame = requestAnimationFrame(draw)
      const { current } = canvas
      if (!current || (drawn === pen.pushed() && !isResized(current))) return
      drawn = pen.pushed()
      paint(current, pen)
    }
    draw()
    return () => cancelAnimationFrame(frame)
  }, [pen])
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img element cannot be drawn on
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={t('live.trace')} />
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLCanvasElement) => ({
  width: Math.round(clientWidth * devicePixelRatio),
  height: Math.round(clientHeight * devicePixelRatio),
})

function isResized(canvas: HTMLCanvasElement): boolean {
  const { width, height } = sizeOf(canvas)
  return canvas.width !== width || canvas.height !== height
}

function paint(canvas: HTMLCanvasElement, pen: Pen): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { width, height } = sizeOf(canvas)
  canvas.width = width
  canvas.height = height
  context.lineWidth = penWidthPx * devicePixelRatio
  context.lineJoin = 'round'
  context.strokeStyle = getComputedStyle(canvas).color
  const edge = 8 * devicePixelRatio
  context.beginPath()
  for (const run of sweepOf(pen.ring.values(), { pushed: pen.pushed(), room: sweepRoom, blank })) {
    for (const [at, { x, value }] of run.entries()) {
      const y = height - edge - Math.min(1, Math.max(0, value)) * (height - 2 * edge)
      if (at === 0) context.moveTo(x * width, y)
      else context.lineTo(x * width, y)
    }
  }
  context.stroke()
}
