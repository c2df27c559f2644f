import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { judgeStill } from './judge.ts'
import type { Attempt } from './keep.ts'
import { profileNote } from './profile.ts'
import { useSessions } from './session.ts'
import type { Still } from './still.ts'
import { useCamera } from './use-camera.ts'
import type { Desk, Given } from './use-desk.ts'
import { useImport } from './use-import.ts'
import { useLiveQuality } from './use-live-quality.ts'
import { useProfile } from './use-profile.ts'
import { useShutter } from './use-shutter.ts'
import { useVideo, type VideoLife } from './use-video.ts'

/** Views of one lesion close by, which should lie wholly in the field. */
const isOfLesion = (view: string | undefined): boolean => view === 'dermoscopic'

/** Puts a still before the person; its verdict follows a moment after it is drawn. */
function present(caseId: string, still: Still, attempt: Attempt): void {
  const sessions = useSessions.getState()
  const { pixels, size } = still
  const lesion = isOfLesion(sessions.byCase[caseId]?.aim.view)
  sessions.hold(caseId, still, attempt)
  if (pixels) setTimeout(() => sessions.review(caseId, still, { verdict: judgeStill(pixels, { ...size, lesion }) }), 0)
}

/** Why the shutter has nothing to take. */
function useShutterOff(live: boolean, { ready, stalled }: VideoLife): string | undefined {
  const { t } = useTranslation('capture')
  if (stalled) return t('stalled')
  return live && ready ? undefined : t('noPictureYet')
}

/** Camera, shutter and imports: everything that brings a still before the person. */
export function useTaking({ place: { caseId } }: Given, { session }: Desk) {
  const video = useRef<HTMLVideoElement>(null)
  const [frozen, setFrozen] = useState(false)
  const camera = useCamera()
  const live = camera.state.kind === 'live' ? camera.state : undefined
  const profile = useProfile(live?.track)
  const life = useVideo(video, live?.stream, frozen)
  const waits = session?.review !== undefined
  const onStill = useCallback(
    (still: Still, attempt: Attempt = {}) => {
      present(caseId, still, attempt)
      setFrozen(false)
    },
    [caseId],
  )
  const off = useShutterOff(live !== undefined, life)
  const open = off === undefined && !waits
  const { check } = profile
  // How far the fixed settings held is part of how the picture was taken.
  const taken = (still: Still) => onStill({ ...still, settings: { ...still.settings, ...profileNote(check) } })
  const shutter = useShutter({ video, track: live?.track, open, onStill: taken })
  const quality = useLiveQuality(video, open ? live?.size : undefined, isOfLesion(session?.aim.view))
  const imports = useImport({ busy: waits, onStill })
  return { video, camera, profile, life, frozen, setFrozen, off, shutter, quality, imports }
}
