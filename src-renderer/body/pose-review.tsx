import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { PatientView } from '../../src-shared/contract/records.ts'
import { ActionButton, dayOf, Panel, useActions } from '../ui/index.ts'
import type { Picture, PictureRef } from '../viewer/picture.ts'
import { openStage, type Stage } from '../viewer/stage.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { Viewer } from '../viewer/viewer.tsx'
import styles from './body.module.css'
import { RingList } from './ring-list.tsx'
import { Rings } from './rings.tsx'
import type { PoseSet } from './sets.ts'
import { type Sought, useRings } from './use-rings.ts'

interface PoseReviewProps {
  readonly pose: PoseSet
  readonly record: PatientView
  readonly onBack: () => void
}

const refOf = ({ blobId, widthPx, heightPx }: Shot): PictureRef => ({ id: blobId, longPx: Math.max(widthPx, heightPx) })

/** The newest picture of a pose beside the one before; places that differ can be pointed at, and each is decided on. */
export function PoseReview({ pose, record, onBack }: PoseReviewProps) {
  const { t } = useTranslation('body')
  const stage = useMemo(() => openStage('now'), [])
  const [before, now] = pose.shots.slice(-2)
  const pictures = usePictures(
    [before, now].flatMap(shot => (shot ? [refOf(shot)] : [])),
    [],
  )
  const [seeking, setSeeking] = useState(false)
  const [back] = useActions([
    { id: 'body.back', label: t('back'), icon: IconArrowLeft, shortcut: 'escape', perform: onBack },
  ])
  if (!before || !now) return undefined
  const pictureOf = (shot: Shot) => pictures.find(({ ref }) => ref.id === shot.blobId)
  return (
    <div className={styles.review}>
      <div className={styles.bar}>
        <ActionButton action={back} />
        <strong>{pose.label}</strong>
        <Button variant="default" onClick={() => setSeeking(true)} disabled={seeking}>
          {t('seek')}
        </Button>
      </div>
      {seeking ? (
        <Seeking stage={stage} record={record} pair={{ before, now }} pictureOf={pictureOf} />
      ) : (
        <Panes stage={stage} pair={{ before, now }} pictureOf={pictureOf} />
      )}
    </div>
  )
}

export interface Pair {
  readonly before: Shot
  readonly now: Shot
}

interface PanesProps {
  readonly stage: Stage
  readonly pair: Pair
  readonly pictureOf: (shot: Shot) => Picture | undefined
  readonly sought?: Sought
}

function Panes({ stage, pair, pictureOf, sought }: PanesProps) {
  const { t } = useTranslation('body')
  const label = (shot: Shot) => t('picture', { pose: shot.siteName, date: dayOf(shot.takenAt) })
  return (
    <div className={styles.panes}>
      {(['before', 'now'] as const).map(id => (
        <figure key={id} className={styles.pane}>
          <div className={styles.picture}>
            <Viewer stage={stage} pane={id} picture={pictureOf(pair[id])} label={label(pair[id])}>
              {id === 'now' && sought ? view => <Rings view={view} sought={sought} /> : undefined}
            </Viewer>
          </div>
          <figcaption>
            <strong>{t(id === 'now' ? 'newer' : 'older')}</strong> {dayOf(pair[id].takenAt)}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}

type SeekingProps = Omit<PanesProps, 'sought'> & { readonly record: PatientView }

function Seeking({ stage, pair, pictureOf, record }: SeekingProps) {
  const { t } = useTranslation('body')
  const sought = useRings(pair, stage)
  return (
    <div className={styles.sought}>
      <Panes stage={stage} pair={pair} pictureOf={pictureOf} sought={sought} />
      <div className={styles.side}>
        <Panel title={t('rings')} note={sought.rings.length} fill reachable>
          <RingList sought={sought} pair={pair} record={record} />
        </Panel>
      </div>
    </div>
  )
}
