import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { dayOf } from '../ui/when.ts'
import { Thumb } from '../viewer/thumbs.tsx'
import { type PaneId, paneIds } from './choice.ts'
import styles from './date-strip.module.css'
import type { Choice } from './use-choice.ts'

/** All pictures in the order they were taken; a click puts one into the pane last touched. */
export function DateStrip({ choice, active }: { choice: Choice; active: PaneId }) {
  const { t } = useTranslation('compare')
  const { candidates, shown, choose } = choice
  const strip = useRef<HTMLElement>(null)
  const now = choice.now?.blobId
  useEffect(() => {
    strip.current?.querySelector(`[data-id="${now ?? ''}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [now])
  const paneOf = (shot: Shot): PaneId | undefined => paneIds[shown.indexOf(shot)]
  return (
    <nav ref={strip} className={styles.strip} aria-label={t('choose', { pane: t(active) })}>
      {candidates.map(shot => (
        <button
          key={shot.blobId}
          type="button"
          className={styles.date}
          data-id={shot.blobId}
          aria-pressed={shot.blobId === now}
          onClick={() => choose(shot)}
        >
          <Thumb shot={shot} />
          <span className={styles.day}>{dayOf(shot.takenAt)}</span>
          <Mark pane={paneOf(shot)} first={shot === candidates[0]} last={shot === candidates.at(-1)} />
        </button>
      ))}
    </nav>
  )
}

function Mark({ pane, first, last }: { pane: PaneId | undefined; first: boolean; last: boolean }) {
  const { t } = useTranslation('compare')
  const time = first ? t('baseline') : last ? t('newest') : undefined
  const words = [pane && t(pane), time].filter(Boolean).join(' · ')
  return words === '' ? undefined : (
    <span className={styles.mark} data-shown={pane !== undefined}>
      {words}
    </span>
  )
}
