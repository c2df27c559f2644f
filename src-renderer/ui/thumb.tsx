import { IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBytes } from '../link/index.ts'
import styles from './thumb.module.css'

/** A small picture is made right after its original is safe, so one that is not there yet is asked for again. */
const mostTries = 4
const pauseMs = 500

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
  const [tries, setTries] = useState(0)
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const isShown = blobId !== undefined && tries <= mostTries
  const again = () => {
    timer.current = window.setTimeout(() => setTries(tries + 1), pauseMs * 2 ** tries)
  }
  return (
    <button
      type="button"
      className={styles.thumb}
      title={label}
      aria-label={isShown ? label : `${label}. ${t('patient.damaged')}`}
      onClick={onOpen}
    >
      {isShown ? (
        <img key={tries} src={bytes.urlOf(blobId, 'thumb')} alt="" loading="lazy" decoding="async" onError={again} />
      ) : (
        <IconPhotoOff size={24} stroke={1.5} aria-hidden />
      )}
    </button>
  )
}
