import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { useBytes } from '../link/index.ts'
import { againFrom, partOf, repeats } from './clip-part.ts'
import styles from './clip-player.module.css'

/** Plays a clip; decrypted piece by piece, as far as it is played. */
export function ClipPlayer({ shot, label }: { shot: Shot; label: string }) {
  const { t } = useTranslation('case')
  const address = useBytes().urlOf(shot.blobId, 'full')
  const { video, ...hears } = usePart(shot)
  return (
    <div className={styles.well}>
      {/* Clips have no sound, so there is nothing to caption. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        key={shot.blobId}
        ref={video}
        className={styles.video}
        src={address}
        controls
        muted
        aria-label={label}
        {...hears}
      />
      <p className={styles.says}>{t('clipSays')}</p>
    </div>
  )
}

/**
 * Plays the chosen part again and again. By hand: browsers stop at the end of a media fragment and repeat from the very
 * beginning, and a recording that states no length cannot be asked for its end before it was there.
 */
function usePart(shot: Shot) {
  const video = useRef<HTMLVideoElement>(null)
  const wasS = useRef(0)
  const goTo = (atS: number) => {
    wasS.current = atS
    if (video.current) video.current.currentTime = atS
  }
  return {
    video,
    onLoadedMetadata: () => {
      const { fromS } = partOf(shot, video.current?.duration ?? Number.POSITIVE_INFINITY)
      if (fromS > 0) goTo(fromS)
    },
    onSeeked: () => {
      wasS.current = video.current?.currentTime ?? 0
    },
    onTimeUpdate: () => {
      if (!video.current || video.current.paused || video.current.seeking) return
      const { currentTime: atS, duration } = video.current
      const next = againFrom(partOf(shot, duration), { wasS: wasS.current, atS })
      wasS.current = atS
      if (next !== undefined) goTo(next)
    },
    onEnded: () => {
      if (!video.current) return
      const { duration } = video.current
      const part = partOf(shot, duration)
      if (!repeats(part, duration)) return
      goTo(part.fromS)
      void video.current.play()
    },
  }
}
