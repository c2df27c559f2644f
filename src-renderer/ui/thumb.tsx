import { IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SmallPicture } from './small-picture.tsx'
import styles from './thumb.module.css'

interface ThumbProps {
  readonly blobId: string | undefined
  /** What the picture is: view, site, time. */
  readonly label: string
  readonly onOpen: () => void
}

/** A small picture in its well; a broken seal where it cannot be shown. */
export function Thumb({ blobId, label, onOpen }: ThumbProps) {
  const { t } = useTranslation()
  const [broken, setBroken] = useState<string>()
  const isShown = blobId !== undefined && broken !== blobId
  return (
    <button
      type="button"
      className={styles.thumb}
      title={label}
      aria-label={isShown ? label : `${label}. ${t('patient.damaged')}`}
      onClick={onOpen}
    >
      {isShown ? (
        <SmallPicture className={styles.picture} blobId={blobId} onNone={() => setBroken(blobId)} />
      ) : (
        <IconPhotoOff size={24} stroke={1.5} aria-hidden />
      )}
    </button>
  )
}
