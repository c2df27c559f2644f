import { IconPhoto } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { stampText } from '../ui/when.ts'
import type { Paint } from '../viewer/paint.ts'
import type { PaneView } from '../viewer/pane-view.ts'
import type { Picture } from '../viewer/picture.ts'
import { ScaleText } from '../viewer/scale-text.tsx'
import type { Stage } from '../viewer/stage.ts'
import { useShotWords } from '../viewer/use-shot-words.ts'
import { Viewer } from '../viewer/viewer.tsx'
import type { PaneId } from './choice.ts'
import styles from './compare-desk.module.css'

const viewLabel = (id: string): string =>
  Object.values(checklists)
    .flatMap(({ views }) => views)
    .find(view => view.id === id)?.label ?? id

/** What a picture shows and when it was taken, in words. */
export const nameOf = (shot: Shot, lesion: Lesion | undefined): string =>
  [viewLabel(shot.view), lesion?.label, shot.siteName].filter(Boolean).join(' · ')

/** A pane that waits for a second picture. */
export function NoPicture() {
  const { t } = useTranslation('compare')
  return (
    <div className={styles.pane}>
      <div className={styles.none}>
        <IconPhoto size={40} stroke={1.25} aria-hidden />
        <strong>{t('one')}</strong>
        <p>{t('oneHint')}</p>
      </div>
    </div>
  )
}

/** How a picture was taken, in one line. */
export function useHow(): (shot: Shot) => string {
  const words = useShotWords()
  return shot => [shot.device.label, words.type(shot), words.quality(shot)].filter(Boolean).join(' · ')
}

interface ComparePaneProps {
  readonly id: PaneId
  readonly stage: Stage
  readonly shot: Shot
  readonly picture: Picture | undefined
  readonly lesion: Lesion | undefined
  readonly active: boolean
  /** Draws the difference map with the picture. */
  readonly paint?: Paint | undefined
  /** What lies over the picture. */
  readonly over?: (view: PaneView) => ReactNode
  readonly children?: ReactNode
}

/** One picture of those compared, and under it when, where and how it was taken. */
export function ComparePane({ id, stage, shot, picture, lesion, active, paint, over, children }: ComparePaneProps) {
  const { t } = useTranslation('compare')
  const howOf = useHow()
  const what = nameOf(shot, lesion)
  return (
    <figure className={styles.pane} data-active={active} aria-label={t('pane', { name: t(id) })}>
      <div className={styles.picture}>
        <Viewer stage={stage} pane={id} picture={picture} label={`${what}, ${stampText(shot.takenAt)}`} paint={paint}>
          {over}
        </Viewer>
        {children}
      </div>
      <figcaption className={styles.caption}>
        <span className={styles.first}>
          <strong>{stampText(shot.takenAt)}</strong>
          <span className={styles.what}>{what}</span>
          <ScaleText stage={stage} pane={id} />
        </span>
        <span className={styles.how}>{howOf(shot)}</span>
      </figcaption>
    </figure>
  )
}
