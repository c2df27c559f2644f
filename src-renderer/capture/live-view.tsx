import { Button, Loader } from '@mantine/core'
import { IconCameraOff, IconPlugConnectedX } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { useBytes } from '../link/index.ts'
import { dayOf } from '../ui/when.ts'
import { viewOf } from './checklist.ts'
import styles from './live-view.module.css'
import type { CameraDesk } from './use-camera.ts'
import type { VideoLife } from './use-video.ts'

interface LiveViewProps {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly camera: CameraDesk
  readonly life: VideoLife
  readonly frozen: boolean
  readonly ghost: { readonly shot: Shot; readonly strength: number } | undefined
  readonly presentation: string
  /** Pictures of this visit that are already kept. */
  readonly keptCount: number
}

/** The live picture, the ghost of an earlier one over it, or why there is none. */
export function LiveView({ video, camera, life, frozen, ghost, presentation, keptCount }: LiveViewProps) {
  const { t } = useTranslation('capture')
  const { urlOf } = useBytes()
  const live = camera.state.kind === 'live'
  return (
    <div className={styles.well}>
      <video
        ref={video}
        className={styles.picture}
        muted
        playsInline
        data-live={life.ready || undefined}
        hidden={!live}
      />
      {live && ghost && (
        <img
          className={styles.picture}
          src={urlOf(ghost.shot.blobId, 'screen')}
          alt=""
          style={{ opacity: ghost.strength }}
        />
      )}
      {live && ghost && <GhostName shot={ghost.shot} presentation={presentation} />}
      {frozen && live && <p className={styles.badge}>{t('frozen')}</p>}
      {life.stalled && (
        <div className={styles.message} role="alert">
          <IconPlugConnectedX size={40} stroke={1.25} aria-hidden />
          <strong>{t('stalled')}</strong>
          <p>{t('stalledNext')}</p>
        </div>
      )}
      <Trouble camera={camera} keptCount={keptCount} waiting={live && !life.ready} />
    </div>
  )
}

function GhostName({ shot, presentation }: { shot: Shot; presentation: string }) {
  const { t } = useTranslation('capture')
  const view = viewOf(shot.view, presentation)?.label ?? shot.view
  return <p className={styles.ghost}>{t('ghostOf', { view, date: dayOf(shot.takenAt) })}</p>
}

function Trouble({ camera, keptCount, waiting }: { camera: CameraDesk; keptCount: number; waiting: boolean }) {
  const { t } = useTranslation('capture')
  const { state, again } = camera
  if (state.kind === 'live' && !waiting) return undefined
  if (state.kind !== 'trouble')
    return (
      <output className={styles.message}>
        <Loader size="sm" color="#9a9a9a" />
        {t('camera.asking')}
      </output>
    )
  const { trouble } = state
  return (
    <div className={styles.message} role="alert">
      <IconCameraOff size={40} stroke={1.25} aria-hidden />
      <strong>{t(`camera.${trouble}`)}</strong>
      <p>{t(`camera.${trouble}Next`)}</p>
      {keptCount > 0 && <p>{t('keptHere', { count: keptCount })}</p>}
      <Button size="md" variant="default" onClick={again}>
        {t('camera.again')}
      </Button>
    </div>
  )
}
