import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { termOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { useBytes } from '../link/index.ts'
import { wholePixels } from '../marks/original-pixels.ts'
import type { Spot } from '../marks/spot.ts'
import styles from './report.module.css'
import { numbersOf, ticksOf } from './ticks.ts'

interface RegionThumbsProps {
  readonly shot: Shot
  readonly ticks: MarkOf<'score'>['ticks']
  readonly terminology: Terminology
}

/** Longer side of the picture that the cut-outs are made of, px: enough for a thumb's width on paper. */
const sourcePx = 1600
const thumbPx = 260

/** Every place that a score rests on, cut out of its picture and numbered as in the text. */
export function RegionThumbs({ shot, ticks, terminology }: RegionThumbsProps) {
  const { t } = useTranslation('dermoscopyReport')
  const { urlOf } = useBytes()
  const extent = { widthPx: shot.widthPx, heightPx: shot.heightPx }
  const source = useQuery({
    queryKey: ['score.source', shot.blobId],
    queryFn: async () => {
      const { data, width, height } = await wholePixels(urlOf(shot.blobId, 'screen'), extent, sourcePx)
      return createImageBitmap(new ImageData(new Uint8ClampedArray(data), width, height))
    },
    // Pixels of a patient: given back as soon as nobody looks at them.
    gcTime: 0,
  })
  const known = ticksOf(ticks)
  const places = [...numbersOf(known)].flatMap(([code, number]) => {
    const regions = known[code]?.regions ?? []
    return regions.map((ring, at) => {
      const mark = regions.length > 1 ? `${number}${String.fromCodePoint(97 + at)}` : String(number)
      return { code, ring, mark }
    })
  })
  if (places.length === 0 || !source.data) return undefined
  return (
    <ul className={styles.thumbs} aria-label={t('places')}>
      {places.map(({ code, ring, mark }) => (
        <li key={mark}>
          <CutOut bitmap={source.data} ring={ring} shot={shot} />
          <span>
            <strong>{mark}</strong> {termOf(code, terminology)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A square around a ring with a third of its size around it, px of the original. */
export function squareOf(ring: readonly Spot[]): {
  readonly left: number
  readonly top: number
  readonly side: number
} {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const side = Math.max(right - left, bottom - top, 24) * 1.66
  return { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side }
}

function CutOut({ bitmap, ring, shot }: { bitmap: ImageBitmap; ring: readonly Spot[]; shot: Shot }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const { left, top, side } = squareOf(ring)
    const scale = thumbPx / side
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = '#1e1e1e'
    context.fillRect(0, 0, thumbPx, thumbPx)
    context.drawImage(bitmap, -left * scale, -top * scale, shot.widthPx * scale, shot.heightPx * scale)
    context.beginPath()
    for (const [x, y] of ring) context.lineTo((x - left) * scale, (y - top) * scale)
    context.closePath()
    for (const [colour, width] of [
      ['#000c', 5],
      ['#fff', 2],
    ] as const) {
      context.strokeStyle = colour
      context.lineWidth = width
      context.stroke()
    }
  }, [bitmap, ring, shot])
  return <canvas ref={canvas} width={thumbPx} height={thumbPx} className={styles.cutOut} aria-hidden="true" />
}
