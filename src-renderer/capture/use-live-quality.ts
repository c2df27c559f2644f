import { type RefObject, useEffect, useState } from 'react'
import type { Verdict } from '../../src-shared/contract/capture.ts'
import type { Pixels } from '../../src-shared/imaging/quality.ts'
import type { Resolution } from './camera.ts'
import { judgeLive, openScale } from './judge.ts'

/** A look at the live picture four times a second is as often as an eye reads a bar. */
const everyMs = 250

/** Measures the live picture in the pauses of the page, so that the preview stays smooth; undefined until the first look. */
export function useLiveQuality(
  video: RefObject<HTMLVideoElement | null>,
  size: Resolution | undefined,
  lesion: boolean,
): Verdict | undefined {
  const [verdict, setVerdict] = useState<Verdict>()
  const width = size?.width
  const height = size?.height
  useEffect(() => {
    if (width === undefined || height === undefined) return
    const scale = openScale()
    let idle = 0
    let before: Pixels | undefined
    const look = () => {
      idle = 0
      const element = video.current
      if (!element || element.videoWidth === 0) return
      const frame = scale.read(element, { width, height })
      setVerdict(judgeLive(frame, before, { width, height, lesion }))
      before = frame
    }
    const timer = setInterval(() => {
      // One look at a time: a busy page looks less often, never not at all.
      idle ||= requestIdleCallback(look, { timeout: everyMs })
    }, everyMs)
    return () => {
      clearInterval(timer)
      cancelIdleCallback(idle)
      setVerdict(undefined)
    }
  }, [video, width, height, lesion])
  return verdict
}
