import { IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { stampText } from '../ui/when.ts'
import type { Picture } from '../viewer/picture.ts'
import { ScaleText } from '../viewer/scale-text.tsx'
import type { Stage } from '../viewer/stage.ts'
import { useShotWords } from '../viewer/use-shot-words.ts'
import { Viewer } from '../viewer/viewer.tsx'
import type { PaneId } from './choice.ts'
import styles from './compare-desk.module.css'

interface ComparePaneProps {
  readonly id: PaneId
  readonly stage: Stage
  readonly shot: Shot | undefined
  readonly picture: Picture | undefined
  readonly lesion: Lesion | undefined
  readonly active: boolean
}

const viewLabel = (id: string): string =>
  Object.values(checklists)
    .flatMap(({ views }) => views)
    .find(view => view.id === id)?.label ?? id

/** One picture of the pair, and under it when, where and how it was taken. */
export function ComparePane({ id, stage, shot, picture, lesion, active }: ComparePaneProps) {
  const { t } = useTranslation('compare')
  const words = useShotWords()
  if (!shot)
    return (
      <div className={styles.pane}>
        <div className={styles.none}>
          <IconPhoto size={40} stroke={1.25} aria-hidden />
          <strong>{t('one')}</strong>
          <p>{t('oneHint')}</p>
        </div>
      </div>
    )
  const what = [viewLabel(shot.view), lesion?.label, shot.siteName].filter(Boolean).join(' · ')
  const how = [shot.device.label, words.type(shot), words.quality(shot)].filter(Boolean).join(' · ')
  return (
    <figure className={styles.pane} data-active={active} aria-label={t('pane', { name: t(id) })}>
      <div className={styles.picture}>
        <Viewer stage={stage} pane={id} picture={picture} label={`${what}, ${stampText(shot.takenAt)}`} />
      </div>
      <figcaption className={styles.caption}>
        <span className={styles.first}>
          <strong>{stampText(shot.takenAt)}</strong>
          <span className={styles.what}>{what}</span>
          <ScaleText stage={stage} pane={id} />
        </span>
        <span className={styles.how}>{how}</span>
      </figcaption>
    </figure>
  )
}
