import { type RefObject, useEffect, useState } from 'react'

/** After so long without a new frame the picture is not live any more, whatever the camera says. */
const stalledMs = 3000
const lookEveryMs = 500

export interface VideoLife {
  /** A first frame has been drawn. */
  readonly ready: boolean
  /** Frames stopped coming though nobody froze the picture: what is on screen may be old. */
  readonly stalled: boolean
}

/** Shows a stream in a video element and watches that its frames keep coming. */
export function useVideo(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | undefined,
  frozen: boolean,
): VideoLife {
  const [life, setLife] = useState<VideoLife>({ ready: false, stalled: false })

  useEffect(() => {
    const element = video.current
    if (!element || !stream) return
    let handle = 0
    let last = performance.now()
    let ready = false
    const onFrame = () => {
      last = performance.now()
      if (!ready) setLife({ ready: true, stalled: false })
      ready = true
      handle = element.requestVideoFrameCallback(onFrame)
    }
    const timer = setInterval(() => {
      if (element.paused) last = performance.now()
      const stalled = ready && performance.now() - last > stalledMs
      setLife(now => (now.stalled === stalled ? now : { ready, stalled }))
    }, lookEveryMs)
    handle = element.requestVideoFrameCallback(onFrame)
    show(element, stream)
    return () => {
      clearInterval(timer)
      element.cancelVideoFrameCallback(handle)
      show(element, undefined)
      setLife({ ready: false, stalled: false })
    }
  }, [video, stream])

  useEffect(() => {
    if (!stream) return
    if (frozen) video.current?.pause()
    else void video.current?.play().catch(() => {})
  }, [video, stream, frozen])

  return life
}

function show(element: HTMLVideoElement, stream: MediaStream | undefined): void {
  element.srcObject = stream ?? null
  if (stream) void element.play().catch(() => {})
}
