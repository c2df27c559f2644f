import { type CSSProperties, useEffect, useEffectEvent, useRef } from 'react'
import { useThumbs } from '../link/index.ts'
import { useSheet } from './picture-sheet.tsx'
import { wantBitmap } from './small-bitmap.ts'

interface SmallPictureProps {
  readonly blobId: string
  readonly className?: string | undefined
  readonly style?: CSSProperties
  /** There is none after some tries, or the engine did not answer. */
  readonly onNone: () => void
}

/**
 * A picture's small level, asked for when it comes near the screen; all that come near together go in one request. Drawn on a
 * canvas, that of the sheet around where there is one: many times quicker than an address for each, and no clear copy in the
 * browser's own store.
 */
export function SmallPicture(props: SmallPictureProps) {
  return useSheet() ? <Place key={props.blobId} {...props} /> : <Alone key={props.blobId} {...props} />
}

/** A place on the sheet around. */
function Place({ blobId, className, style, onNone }: SmallPictureProps) {
  const sheet = useSheet()?.sheet
  const place = useRef<HTMLSpanElement>(null)
  const none = useEffectEvent(onNone)
  useEffect(() => {
    if (place.current) return sheet?.add(place.current, { blobId, none: () => none() })
  }, [blobId, sheet])
  return <span ref={place} className={className} style={style} aria-hidden />
}

/** A canvas of its own. */
function Alone({ blobId, className, style, onNone }: SmallPictureProps) {
  const thumbs = useThumbs()
  const canvas = useRef<HTMLCanvasElement>(null)
  const none = useEffectEvent(onNone)

  useEffect(() => {
    let stopAsking = () => {}
    const came = (bitmap: ImageBitmap) => {
      if (!canvas.current) return bitmap.close()
      canvas.current.width = bitmap.width
      canvas.current.height = bitmap.height
      canvas.current.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
      canvas.current.dataset['drawn'] = ''
    }
    const stop = whenNear(canvas.current, () => {
      stopAsking = wantBitmap({ thumbs, blobId, came, none: () => none() })
    })
    return () => {
      stopAsking()
      stop()
    }
  }, [blobId, thumbs])

  return <canvas ref={canvas} className={className} style={style} aria-hidden />
}

const waiting = new WeakMap<Element, () => void>()
let observer: IntersectionObserver | undefined

/** Runs once when the element is on the screen or nearly; one observer for all, so that what comes together is told together. */
function whenNear(element: Element | null, run: () => void): () => void {
  if (!element) return () => {}
  observer ??= new IntersectionObserver(
    entries => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        observer?.unobserve(target)
        waiting.get(target)?.()
      }
    },
    { rootMargin: '400px' },
  )
  waiting.set(element, run)
  observer.observe(element)
  return () => {
    waiting.delete(element)
    observer?.unobserve(element)
  }
}
