import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type PlaceOf } from '../ui/place.ts'
import { presentationLabel } from '../ui/presentation.ts'
import { Screen } from '../ui/screen.tsx'
import { useMinute } from '../ui/today.ts'
import { DueText, TriageClassChip } from '../ui/triage-class.tsx'
import { openStage } from '../viewer/stage.ts'
import styles from './consult.module.css'
import { ConsultPictures } from './consult-pictures.tsx'
import { ConsultSide } from './consult-side.tsx'
import { useConsultActions } from './use-consult-actions.ts'

export interface ConsultGiven {
  readonly place: PlaceOf<'consult'>
  readonly consult: Consult
  readonly shots: readonly Shot[]
}

/** Pictures in the middle, the answer at the right: what is asked and what is known below the title. */
export function ConsultDesk({ place, consult, shots }: ConsultGiven) {
  const { t } = useTranslation('consult')
  const stage = useMemo(() => openStage('consult'), [])
  const actions = useConsultActions({ place, consult })
  const own = shots.filter(({ blobId, state }) => consult.images.includes(blobId) && state !== 'voided')
  return (
    <Screen
      title={`${t('title')}: ${presentationLabel(consult.presentation)}`}
      note={<Standing consult={consult} />}
      tools={actions.map(action => (
        <ActionButton
          key={action.id}
          action={action}
          {...(action.id === 'consult.claim' && { variant: 'filled' as const })}
        />
      ))}
    >
      <div className={styles.desk}>
        <ConsultPictures stage={stage} shots={own} presentation={consult.presentation} />
        <ConsultSide place={place} consult={consult} />
      </div>
    </Screen>
  )
}

function Standing({ consult }: { consult: Consult }) {
  const { t } = useTranslation('triage')
  const now = useMinute()
  return (
    <span className={styles.standing}>
      {consult.class && <TriageClassChip kind={consult.class} />}
      <span>{t(`state.${consult.state}`)}</span>
      {consult.dueAt && !consult.answer && <DueText dueAt={consult.dueAt} now={now} />}
    </span>
  )
}
