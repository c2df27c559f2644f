import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { troubleOf, useBytes, useClient, useCutis, useMe } from '../link/index.ts'
import { tell } from '../ui/undo.tsx'
import { lengthOf, shown } from './clip-video.ts'
import type { KeepAbout } from './keep.ts'
import { sha256Of, uploaded } from './keep.ts'
import { type Clip, type Cut, formatFor, openRecorder, type Recorder, TooFew } from './recorder.ts'
import { useSessions } from './session.ts'
import { encodingFor } from './still.ts'
import type { Desk, Given } from './use-desk.ts'

const format = (): string | undefined =>
  typeof MediaRecorder === 'undefined' ? undefined : formatFor(one => MediaRecorder.isTypeSupported(one))

/**
 * Records clips of the live picture; one waits at a time. Like a still it waits in this window, nothing of it lies on the
 * disk, and after a lock it is found again by its own person alone.
 */
export function useClip({ place: { caseId } }: Given, { session }: Desk, stream: MediaStream | undefined) {
  const { t } = useTranslation('capture')
  const { userId } = useMe()
  const running = useRef<Recorder>(undefined)
  const [recording, setRecording] = useState(false)
  // The screen is left, by a lock too: what was recorded until now waits.
  useEffect(() => () => running.current?.stop(), [])
  const start = () => {
    const can = format()
    if (!stream || !can || running.current) return
    const recorder = openRecorder({ stream, format: can, now: () => new Date(), lengthOf })
    running.current = recorder
    setRecording(true)
    void recorded(recorder)
  }
  const recorded = async (recorder: Recorder) => {
    try {
      useSessions.getState().holdClip(userId, caseId, await recorder.done)
    } catch (error) {
      tell(t(error instanceof TooFew ? 'clip.tooFew' : 'clip.failed'))
    } finally {
      running.current = undefined
      setRecording(false)
    }
  }
  const off = () => {
    if (format() === undefined) return t('clip.unsupported')
    return stream ? undefined : t('noPictureYet')
  }
  const clip = session?.recorded?.clip
  return {
    recording,
    clip,
    off: off(),
    toggle: () => (running.current ? running.current.stop() : start()),
    discard: () => clip && useSessions.getState().letClipGo(caseId, clip),
  }
}

/** The frame that a video shows now, or is on its way to, as it is kept: at full size. */
async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  await shown(video)
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0)
  return canvas.convertToBlob(encodingFor(canvas))
}

interface Keeping {
  readonly clip: Clip
  readonly cut: Cut
}

/** Keeps a clip as it was recorded, with the part that is shown beside it, and then its poster. */
export function useKeepClip({ place }: Given, { aim, lens, session }: Desk) {
  const client = useClient()
  const cutis = useCutis()
  const cache = useQueryClient()
  const { upload } = useBytes()
  const needs = { upload, digest: sha256Of }
  const about = (label: string, takenAt: string, settings: NonNullable<KeepAbout['device']['settings']>) => ({
    caseId: place.caseId,
    siteCode: aim.siteCode ?? '',
    takenAt,
    device: { label, source: 'camera' as const, settings, ...(lens && { dermoscopic: lens }) },
    ...(aim.lesionId && { lesionId: aim.lesionId }),
    ...(aim.laterality && { laterality: aim.laterality }),
  })
  /** A clip that was kept before its poster failed is not kept again: the engine knows it by its upload. */
  const once = async (clip: Clip, said: ReturnType<typeof about>) => {
    const { clipSent } = useSessions.getState()
    const before = session?.recorded?.clip === clip ? session.recorded.uploadId : undefined
    const uploadId = before ?? (await uploaded(needs, clip.blob)).uploadId
    clipSent(place.caseId, clip, uploadId)
    try {
      return (await client.capture.keep({ ...said, uploadId, view: 'Clip' })).blobId
    } catch (error) {
      // It waited too long, or a lock let it go: the bytes are sent anew the next time.
      if (troubleOf(error).code === 'capture.uploadGone') clipSent(place.caseId, clip, undefined)
      throw error
    }
  }
  const done = () => cache.invalidateQueries({ queryKey: cutis.capture.shots.key() })
  return {
    keep: async ({ clip, cut }: Keeping, video: HTMLVideoElement) => {
      const poster = await frameOf(video)
      const said = about(clip.label, clip.startedAt, {
        durationMs: clip.durationMs,
        fromMs: cut.fromMs,
        toMs: cut.toMs,
      })
      const blobId = await once(clip, said)
      const still = await uploaded(needs, poster)
      const stood = about(clip.label, clip.startedAt, { clipOf: blobId })
      await client.capture.keep({ ...stood, uploadId: still.uploadId, view: 'Clip' })
      await done()
    },
    still: async (clip: Clip, video: HTMLVideoElement) => {
      const atMs = Math.round(1000 * video.currentTime)
      const { uploadId } = await uploaded(needs, await frameOf(video))
      const takenAt = new Date(Date.parse(clip.startedAt) + atMs).toISOString()
      const said = about(clip.label, takenAt, { stillAtMs: atMs })
      await client.capture.keep({ ...said, uploadId, view: aim.view })
      await done()
    },
  }
}
