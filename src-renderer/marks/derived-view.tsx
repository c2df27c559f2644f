import { useEffect, useRef } from 'react'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import type { PaneView } from '../viewer/pane-view.ts'
import styles from './marks-layer.module.css'
import type { Extent } from './spot.ts'

interface DerivedViewProps {
  readonly view: PaneView
  readonly extent: Extent
  readonly pixels: Pixels
  /** Says in words what is shown and that the original is untouched. */
  readonly says: string
}

/** Pixels worked out from a picture, laid exactly over it for as long as they are wanted, and named as what they are. */
export function DerivedView({ view, extent, pixels, says }: DerivedViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const { width, height, data } = pixels
    const context = canvas.current?.getContext('2d')
    context?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
  }, [pixels])
  return (
    <>
      <canvas
        ref={canvas}
        className={styles.derived}
        width={pixels.width}
        height={pixels.height}
        style={{ transform: `${view.transform} scale(${extent.widthPx / pixels.width})` }}
        aria-hidden="true"
      />
      <p className={styles.tag}>{says}</p>
    </>
  )
}
