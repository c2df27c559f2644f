import { type RefObject, useMemo, useState } from 'react'
import { oncePerPress } from './press.ts'
import { type Still, takeStill } from './still.ts'

interface ShutterNeeds {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly track: MediaStreamTrack | undefined
  /** False while there is nothing to take: no live picture, a stalled one, or a still that waits. */
  readonly open: boolean
  readonly onStill: (still: Still) => void
}

const clock = () => performance.now()

/** Takes a still at a press of button, key or pedal; bounces are swallowed, a failure is told and nothing else changes. */
export function useShutter({ video, track, open, onStill }: ShutterNeeds) {
  const isNewPress = useMemo(() => oncePerPress(clock), [])
  const [taking, setTaking] = useState(false)
  const [error, setError] = useState<unknown>()
  const take = async (element: HTMLVideoElement, from: MediaStreamTrack) => {
    setTaking(true)
    setError(undefined)
    try {
      onStill(await takeStill({ video: element, track: from, now: new Date() }))
    } catch (failure) {
      setError(failure)
    } finally {
      setTaking(false)
    }
  }
  const press = () => {
    if (!isNewPress() || !open || taking || !track || !video.current) return
    void take(video.current, track)
  }
  return { press, taking, error }
}
