import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import type { PlaceOf } from '../ui/place.ts'
import { Screen } from '../ui/screen.tsx'
import { Failed } from '../ui/states.tsx'
import type { PictureRef } from '../viewer/picture.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { Alike } from './alike.tsx'
import { BlendPane } from './blend-pane.tsx'
import { type PaneId, stepOf } from './choice.ts'
import styles from './compare-desk.module.css'
import { CompareTools } from './compare-tools.tsx'
import { DateStrip } from './date-strip.tsx'
import { openPairStage } from './pair-stage.ts'
import { RejectForm } from './reject-form.tsx'
import { SidePanes } from './side-panes.tsx'
import { useBlended } from './use-blended.ts'
import { type Choice, useChoice } from './use-choice.ts'
import { useChoiceActions, useLookActions, useModeActions } from './use-compare-actions.ts'
import { useDecision } from './use-decision.ts'
import { type PairNow, usePair } from './use-pair.ts'
import { useVerdictWords } from './use-verdict-words.ts'
import { VerdictLine } from './verdict-line.tsx'
import { useView } from './view-store.ts'

interface CompareDeskProps {
  readonly place: PlaceOf<'compare'>
  readonly lesions: readonly Lesion[]
  readonly shots: readonly Shot[]
}

const refOf = ({ blobId, widthPx, heightPx, state }: Shot): PictureRef => ({
  id: blobId,
  longPx: Math.max(widthPx, heightPx),
  size: { width: widthPx, height: heightPx },
  damaged: state === 'damaged',
})
const refsOf = (shots: readonly (Shot | undefined)[]) => shots.flatMap(shot => (shot ? [refOf(shot)] : []))

/** Measuring lengths: only by those who may, only on whole pictures. */
function useMeasuring(shot: Shot | undefined) {
  const { t } = useTranslation('compare')
  const { role } = useMe()
  const [measures, setMeasures] = useState(false)
  const readOnly = may(role, 'mark.write') ? undefined : t('decideReadOnly')
  const offWhy = readOnly ?? (shot?.state === 'kept' ? undefined : t('measureBroken'))
  return { measures: measures && offWhy === undefined, setMeasures, offWhy }
}

/** The stage, what is chosen, and the pair that is spoken of. */
function useDesk({ place, shots }: CompareDeskProps) {
  const stage = useMemo(() => openPairStage(), [])
  const active = useStore(stage.store, state => state.active) as PaneId
  const choice = useChoice(place, shots, active)
  const { candidates, shown, now } = choice
  const pictures = usePictures(refsOf(shown), refsOf([stepOf(candidates, now, 1), stepOf(candidates, now, -1)]))
  const pictureOf = (shot: Shot | undefined) => pictures.find(({ ref }) => ref.id === shot?.blobId)
  const pair = usePair(stage, { shots: shown, pictureOf, active })
  return { stage, active, choice, pictureOf, pair }
}

/** Pictures of one patient, the newest against its baseline at first: beside each other, or laid over each other. */
export function CompareDesk(props: CompareDeskProps) {
  const { lesions } = props
  const { stage, active, choice, pictureOf, pair } = useDesk(props)
  const { t } = useTranslation('compare')
  const { sentence } = useVerdictWords()
  const mode = useView(view => view.mode)
  const measuring = useMeasuring(choice.now)
  const blended = useBlended(stage, pair)
  const modes = useModeActions(pair)
  const looks = useLookActions({ stage, pair, ...measuring }, sentence)
  const choices = useChoiceActions(choice)
  const blends = mode !== 'side' && pair.moving !== undefined
  return (
    <Screen
      title={t('title')}
      note={pair.fixed && pair.moving && <Alike left={pair.fixed} right={pair.moving} />}
      tools={<LesionChoice place={props.place} lesions={lesions} choice={choice} />}
    >
      <div className={styles.desk}>
        <Verdict pair={pair} />
        {blends ? (
          <div className={styles.panes} data-count={1}>
            <BlendPane stage={stage} pair={pair} blended={blended} lesions={lesions} />
          </div>
        ) : (
          <SidePanes {...{ stage, active, choice, pictureOf, lesions, blended, measuring }} />
        )}
        <CompareTools stage={stage} modes={modes} looks={looks} choices={choices} measures={measuring.measures} />
        <DateStrip choice={choice} active={active} />
      </div>
    </Screen>
  )
}

function Verdict({ pair }: { pair: PairNow }) {
  const decision = useDecision(pair)
  return (
    <>
      <VerdictLine pair={pair} accept={decision.accept} reject={decision.reject}>
        {decision.asks && <RejectForm busy={decision.busy} onReject={decision.rejectFor} onLeave={decision.leave} />}
      </VerdictLine>
      {decision.error !== undefined && <Failed error={decision.error} />}
    </>
  )
}

function LesionChoice({ place, lesions, choice }: Pick<CompareDeskProps, 'place' | 'lesions'> & { choice: Choice }) {
  const { t } = useTranslation('compare')
  return (
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
  )
}
