import { useTranslation } from 'react-i18next'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { stampText } from '../ui/when.ts'
import { ScaleText } from '../viewer/scale-text.tsx'
import { Viewer } from '../viewer/viewer.tsx'
import styles from './blend.module.css'
import desk from './compare-desk.module.css'
import { nameOf, useHow } from './compare-pane.tsx'
import { Divider } from './divider.tsx'
import { Legend } from './legend.tsx'
import { ModeBar } from './mode-bar.tsx'
import type { PairStage } from './pair-stage.ts'
import type { Blended } from './use-blended.ts'
import type { PairNow } from './use-pair.ts'
import { useView } from './view-store.ts'

interface BlendPaneProps {
  readonly stage: PairStage
  readonly pair: PairNow
  readonly blended: Blended
  readonly lesions: readonly Lesion[]
}

/** Both pictures of a pair in one pane: over each other, divided, or in turn. */
export function BlendPane({ stage, pair, blended, lesions }: BlendPaneProps) {
  const { t } = useTranslation('compare')
  const { mode, blink } = useView()
  const howOf = useHow()
  const { fixed, moving, pictures } = pair
  if (!fixed || !moving) return undefined
  const dates = { fixed: stampText(fixed.takenAt), moving: stampText(moving.takenAt) }
  const lesion = lesions.find(({ lesionId }) => lesionId === fixed.lesionId)
  const label = `${nameOf(fixed, lesion)}, ${t('twoDates', dates)}`
  // As high as the captions side by side, so that no other mode changes the size of the pane and with it the zoom.
  const how = [...new Set([howOf(fixed), howOf(moving)])].join(' | ')
  const { paint, also, lying, difference, wantsDifference, residual } = blended
  return (
    <figure className={desk.pane} data-active aria-label={t('blendPane', { mode: t(`mode.${mode}`) })}>
      <div
        className={desk.picture}
        data-mode={mode}
        data-shows={mode === 'blink' ? blink.shows : undefined}
        data-lying={lying}
      >
        <Viewer stage={stage} pane="left" picture={pictures.fixed} label={label} paint={paint} also={also} />
        {mode === 'swipe' && <Divider />}
        {mode === 'blink' ? (
          <span className={styles.corner} data-side="left">
            {dates[blink.shows]}
          </span>
        ) : (
          <>
            <span className={styles.corner} data-side="left">
              {dates.fixed}
            </span>
            <span className={styles.corner} data-side="right">
              {dates.moving}
            </span>
          </>
        )}
        <ModeBar lying={lying} canBend={pair.current?.registration?.fit !== undefined} />
        {wantsDifference && <Legend difference={difference} residual={residual} />}
      </div>
      <figcaption className={desk.caption}>
        <span className={desk.first}>
          <strong>{t('twoDates', dates)}</strong>
          <span className={desk.what}>{nameOf(fixed, lesion)}</span>
          <ScaleText stage={stage} pane="left" />
        </span>
        <span className={desk.how}>{how}</span>
      </figcaption>
    </figure>
  )
}
