import { IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './photo.module.css'
import { SmallPicture } from './small-picture.tsx'

/** A patient's photo, or a plain figure where there is none or it cannot be read. `alt` is empty: the name stands beside it. */
export function Photo({ blobId, sizePx = 32 }: { blobId?: string | undefined; sizePx?: number }) {
  const [broken, setBroken] = useState<string>()
  const size = { width: sizePx, height: sizePx }
  if (blobId === undefined || broken === blobId)
    return (
      <span className={styles.figure} style={size}>
        <IconUser size={sizePx * 0.6} stroke={1.5} aria-hidden />
      </span>
    )
  return <SmallPicture className={styles.photo} style={size} blobId={blobId} onNone={() => setBroken(blobId)} />
}
