import { IconPhoto, IconShieldX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { PictureSheet } from '../ui/picture-sheet.tsx'
import { SmallPicture } from '../ui/small-picture.tsx'
import styles from './thumbs.module.css'

export interface ThumbGroup {
  readonly heading: string
  readonly shots: readonly Shot[]
}

interface ThumbsProps {
  readonly groups: readonly ThumbGroup[]
  readonly chosen: string | undefined
  readonly onChoose: (shot: Shot) => void
  readonly captionOf: (shot: Shot) => string
  /** Set on the chosen pictures of a comparison: "baseline", "newest". */
  readonly markOf?: (shot: Shot) => string | undefined
  readonly label: string
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** Thumbnails in groups, one tab stop for all: arrows, Home and End move and choose. Drawn only near the visible part. */
export function Thumbs({ groups, chosen, onChoose, captionOf, markOf, label }: ThumbsProps) {
  const list = useRef<HTMLElement>(null)
  const all = groups.flatMap(({ shots }) => shots)
  const at = all.findIndex(({ blobId }) => blobId === chosen)

  useEffect(() => {
    list.current?.querySelector(`[data-id="${chosen ?? ''}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [chosen])

  const move = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : step && Math.max(0, at + step)
    const shot = to === undefined ? undefined : all[to]
    if (!shot) return
    event.preventDefault()
    event.stopPropagation()
    onChoose(shot)
    list.current?.querySelector<HTMLElement>(`[data-id="${shot.blobId}"]`)?.focus()
  }

  return (
    <nav ref={list} aria-label={label}>
      <PictureSheet className={styles.list}>
        {groups.map(({ heading, shots }) => (
          <section key={heading} aria-label={heading}>
            <h3 className={styles.heading}>{heading}</h3>
            <div className={styles.row}>
              {shots.map(shot => (
                <button
                  key={shot.blobId}
                  type="button"
                  data-id={shot.blobId}
                  className={styles.thumb}
                  aria-pressed={shot.blobId === chosen}
                  tabIndex={shot.blobId === chosen || (at < 0 && shot === all[0]) ? 0 : -1}
                  onClick={() => onChoose(shot)}
                  onKeyDown={move}
                >
                  <Thumb shot={shot} />
                  <span className={styles.caption}>{captionOf(shot)}</span>
                  {markOf?.(shot) !== undefined && <span className={styles.mark}>{markOf(shot)}</span>}
                </button>
              ))}
            </div>
          </section>
        ))}
      </PictureSheet>
    </nav>
  )
}

/** The small picture of a shot; a broken seal where the original is damaged, a sign where there is no small one yet. */
export function Thumb({ shot }: { shot: Shot }) {
  const { t } = useTranslation('viewer')
  const [broken, setBroken] = useState(false)
  if (shot.state === 'damaged')
    return (
      <span className={styles.blank}>
        <IconShieldX size={24} stroke={1.5} aria-hidden />
        <span className="visually-hidden">{t('damaged')}</span>
      </span>
    )
  if (broken || shot.levels !== 'ready')
    return (
      <span className={styles.blank}>
        <IconPhoto size={20} stroke={1.25} aria-hidden />
        <span className="visually-hidden">{t('noThumb')}</span>
      </span>
    )
  return <SmallPicture className={styles.image} blobId={shot.blobId} onNone={() => setBroken(true)} />
}
