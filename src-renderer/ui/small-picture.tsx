import { type CSSProperties, useEffect, useEffectEvent, useRef } from 'react'
import { useThumbs } from '../link/index.ts'

/** A small picture is made right after its original is safe, so one that is not there yet is asked for again. */
const mostTries = 4
const pauseMs = 250

interface SmallPictureProps {
  readonly blobId: string
  readonly className?: string | undefined
  readonly style?: CSSProperties
  /** There is none after some tries, or the engine did not answer. */
  readonly onNone: () => void
}

/**
 * A picture's small level, asked for when it comes near the screen; all that come near together go in one request. Drawn on a
 * canvas: many times quicker than an address for each, and no clear copy in the browser's own store.
 */
export function SmallPicture({ blobId, className, style, onNone }: SmallPictureProps) {
  const thumbs = useThumbs()
  const canvas = useRef<HTMLCanvasElement>(null)
  const none = useEffectEvent(onNone)

  useEffect(() => {
    let gone = false
    let timer = 0
    const draw = async () => {
      const picture = await thumbs.ask(blobId)
      if (!picture) throw new Error('no small picture')
      const bitmap = await createImageBitmap(new Blob([picture], { type: 'image/webp' }))
      if (gone || !canvas.current) return bitmap.close()
      canvas.current.width = bitmap.width
      canvas.current.height = bitmap.height
      canvas.current.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
      canvas.current.dataset['drawn'] = ''
    }
    const attempt = (tries: number): void =>
      void draw().catch(() => {
        if (gone) return
        if (tries >= mostTries) none()
        else timer = window.setTimeout(() => attempt(tries + 1), pauseMs * 2 ** tries)
      })
    const stop = whenNear(canvas.current, () => attempt(0))
    return () => {
      gone = true
      window.clearTimeout(timer)
      stop()
    }
  }, [blobId, thumbs])

  return <canvas key={blobId} ref={canvas} className={className} style={style} aria-hidden />
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
