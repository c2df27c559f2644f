import { IconDeviceFloppy, IconPhoto } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { troubleOf } from '../link/index.ts'
import { pictureOfBitmap } from '../viewer/bitmap-picture.ts'
import { openStage } from '../viewer/stage.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { Viewer } from '../viewer/viewer.tsx'
import styles from './review-view.module.css'
import type { Review } from './session.ts'
import type { Still } from './still.ts'

/** The still as it was taken, to look at closely, marked for as long as it is not kept. */
export function ReviewView({ review, label }: { review: Review; label: string }) {
  const { t } = useTranslation('capture')
  const { still, saving } = review
  return (
    <div className={styles.review} data-failed={saving === 'failed' || undefined}>
      {still.pixels ? (
        <StillViewer key={still.takenAt} pixels={still.pixels} still={still} label={label} />
      ) : (
        <Unseen still={still} />
      )}
      <p className={styles.mark} role={saving === 'failed' ? 'alert' : undefined}>
        <IconDeviceFloppy size={16} aria-hidden />
        {t(saving === 'failed' ? 'notSaved' : saving === 'saving' ? 'keeping' : 'unsaved')}
        {saving === 'failed' && <Why error={review.error} />}
      </p>
    </div>
  )
}

function Why({ error }: { error: unknown }) {
  const { says, next, incident } = troubleOf(error)
  return (
    <span>
      {says} {next} {incident}
    </span>
  )
}

function StillViewer({ pixels, still, label }: { pixels: ImageBitmap; still: Still; label: string }) {
  const stage = useMemo(() => openStage('still'), [])
  const picture = useMemo(() => pictureOfBitmap(pixels, still.size), [pixels, still.size])
  useViewerActions(stage)
  return <Viewer stage={stage} pane="still" picture={picture} label={label} />
}

function Unseen({ still }: { still: Still }) {
  const { t } = useTranslation('capture')
  return (
    <div className={styles.unseen}>
      <IconPhoto size={40} stroke={1.25} aria-hidden />
      <strong>{still.label}</strong>
      <p>{t('noPreview')}</p>
    </div>
  )
}
