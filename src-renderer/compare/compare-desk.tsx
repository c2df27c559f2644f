import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { type PlaceOf, useReplace } from '../ui/place.ts'
import { Screen } from '../ui/screen.tsx'
import type { PictureRef } from '../viewer/picture.ts'
import { openStage } from '../viewer/stage.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { Alike } from './alike.tsx'
import { candidatesOf, chosenOf, type PaneId, stepOf } from './choice.ts'
import styles from './compare-desk.module.css'
import { ComparePane } from './compare-pane.tsx'
import { CompareTools } from './compare-tools.tsx'
import { DateStrip } from './date-strip.tsx'
import { useCompareActions } from './use-compare-actions.ts'

interface CompareDeskProps {
  readonly place: PlaceOf<'compare'>
  readonly lesions: readonly Lesion[]
  readonly shots: readonly Shot[]
}

const refOf = ({ blobId, widthPx, heightPx }: Shot): PictureRef => ({ id: blobId, longPx: Math.max(widthPx, heightPx) })
const refsOf = (shots: readonly (Shot | undefined)[]) => shots.flatMap(shot => (shot ? [refOf(shot)] : []))

/** What is compared, and the ways to choose something else; kept in the place, so that going back finds it again. */
function useChoice({ place, shots }: CompareDeskProps, active: PaneId) {
  const replace = useReplace()
  const candidates = useMemo(() => candidatesOf(shots, place.lesionId), [shots, place.lesionId])
  const { left, right } = chosenOf(candidates, { left: place.left, right: place.right })
  const set = (next: Partial<Record<PaneId, Shot | undefined>>) => {
    const now = { left, right, ...next }
    const ids = { ...(now.left ? { left: now.left.blobId } : {}), ...(now.right ? { right: now.right.blobId } : {}) }
    replace({ ...place, ...ids })
  }
  return {
    candidates,
    left,
    right,
    choose: (shot: Shot) => set({ [active]: shot }),
    swap: () => set({ left: right, right: left }),
    step: (by: 1 | -1) => {
      const next = stepOf(candidates, active === 'left' ? left : right, by)
      if (next) set({ [active]: next })
    },
    ofLesion: (lesionId: Lesion['lesionId'] | undefined) => {
      const { left: _left, right: _right, lesionId: _lesion, ...rest } = place
      replace({ ...rest, ...(lesionId ? { lesionId } : {}) })
    },
  }
}

export type Choice = ReturnType<typeof useChoice>

/** Two linked panes, what is under them, and the dates to choose from. */
export function CompareDesk(props: CompareDeskProps) {
  const { t } = useTranslation('compare')
  const { lesions, place } = props
  const stage = useMemo(() => openStage('right'), [])
  const active = useStore(stage.store, state => state.active) as PaneId
  const choice = useChoice(props, active)
  const { candidates, left, right } = choice
  const now = active === 'left' ? left : right
  const pictures = usePictures(refsOf([left, right]), refsOf([stepOf(candidates, now, 1), stepOf(candidates, now, -1)]))
  const pictureOf = (shot: Shot | undefined) => pictures.find(({ ref }) => ref.id === shot?.blobId)
  const actions = useCompareActions(stage, choice)
  const panes = { left, right } as const
  return (
    <Screen
      title={t('title')}
      note={left && right && <Alike left={left} right={right} />}
      tools={
        <Select
          aria-label={t('lesion')}
          data={[
            { value: '', label: t('allLesions') },
            ...lesions.map(({ lesionId, label, siteName }) => ({ value: lesionId, label: `${label}, ${siteName}` })),
          ]}
          value={place.lesionId ?? ''}
          allowDeselect={false}
          w={260}
          onChange={value => choice.ofLesion(lesions.find(({ lesionId }) => lesionId === value)?.lesionId)}
        />
      }
    >
      <div className={styles.desk}>
        <div className={styles.panes}>
          {(['left', 'right'] as const).map(id => (
            <ComparePane
              key={id}
              id={id}
              stage={stage}
              shot={panes[id]}
              picture={pictureOf(panes[id])}
              lesion={lesions.find(({ lesionId }) => lesionId === panes[id]?.lesionId)}
              active={active === id}
            />
          ))}
        </div>
        <CompareTools stage={stage} actions={actions} />
        <DateStrip choice={choice} active={active} />
      </div>
    </Screen>
  )
}
