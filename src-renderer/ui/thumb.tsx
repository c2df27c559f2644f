import { IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBytes } from '../link/index.ts'
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
  const bytes = useBytes()
  const [broken, setBroken] = useState(false)
  const isShown = blobId !== undefined && !broken
  return (
    <button
      type="button"
      className={styles.thumb}
      title={label}
      aria-label={isShown ? label : `${label}. ${t('patient.damaged')}`}
      onClick={onOpen}
    >
      {isShown ? (
        <img
          src={bytes.urlOf(blobId, 'thumb')}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      ) : (
        <IconPhotoOff size={24} stroke={1.5} aria-hidden />
      )}
    </button>
  )
}
