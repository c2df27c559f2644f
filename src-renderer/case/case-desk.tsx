import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow, Note, PatientView } from '../../src-shared/contract/records.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type PlaceOf, useReplace } from '../ui/place.ts'
import { presentationLabel } from '../ui/presentation.ts'
import { Screen } from '../ui/screen.tsx'
import { openStage } from '../viewer/stage.ts'
import styles from './case-desk.module.css'
import { CaseImages } from './case-images.tsx'
import { CasePicture } from './case-picture.tsx'
import { CaseSections } from './case-sections.tsx'
import { draftIn } from './draft.ts'
import { groupsOf } from './shot-order.ts'
import { useCaseActions } from './use-case-actions.ts'
import { useDraft } from './use-draft.ts'
import { useMeasuring } from './use-measuring.ts'

/** What a case is made of, as the engine answered. */
export interface CaseGiven {
  readonly place: PlaceOf<'case'>
  readonly row: CaseRow
  readonly notes: readonly Note[]
  readonly view: PatientView
  readonly shots: readonly Shot[]
  /** The person's preferences: the draft of the note is among them. */
  readonly known: Readonly<Record<string, string>>
}

/** The picture to begin with: the one asked for, else the first of this visit, else the newest of all. */
const firstOf = (all: readonly Shot[], { blobId, caseId }: PlaceOf<'case'>): Shot | undefined =>
  all.find(shot => shot.blobId === blobId) ?? all.find(shot => shot.caseId === caseId) ?? all[0]

/** Pictures left, picture in the middle, sections right. */
export function CaseDesk({ place, row, notes, view, shots, known }: CaseGiven) {
  const { t } = useTranslation('case')
  const replace = useReplace()
  const stage = useMemo(() => openStage('case'), [])
  const groups = useMemo(() => groupsOf(shots), [shots])
  const all = useMemo(() => groups.flatMap(group => group.shots), [groups])
  const draft = useDraft(place.caseId, draftIn(known, place.caseId))
  // The picture that was there first stays: one that arrives meanwhile must not slip under the hand that measures.
  const [first] = useState(() => firstOf(all, place)?.blobId)
  const shown = firstOf(all, place.blobId === undefined && first !== undefined ? { ...place, blobId: first } : place)
  const measuring = useMeasuring(shown)
  const choose = (shot: Shot | undefined) => shot && replace({ ...place, blobId: shot.blobId })
  const actions = useCaseActions({ place, row, shown, all, choose })
  return (
    <Screen
      title={`${t('title')}: ${presentationLabel(row.presentation)}`}
      note={row.reason}
      tools={
        <>
          <ActionButton action={actions.summary} />
          <ActionButton action={actions.video} />
          <ActionButton action={actions.ask} />
          <ActionButton action={actions.score} />
          <ActionButton action={actions.compare} />
          <ActionButton action={actions.capture} variant="filled" />
        </>
      }
    >
      <div className={styles.desk}>
        <CaseImages
          groups={groups}
          shown={shown}
          row={row}
          lesions={view.lesions}
          onChoose={choose}
          capture={actions.capture}
        />
        <CasePicture stage={stage} shown={shown} all={all} row={row} measuring={measuring} />
        <CaseSections
          given={{ place, row, notes, view, shots, known }}
          shown={shown}
          draft={draft}
          measuring={measuring}
        />
      </div>
    </Screen>
  )
}
