import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { termOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type PlaceOf, Screen } from '../ui/index.ts'
import { Failed } from '../ui/states.tsx'
import { stampText } from '../ui/when.ts'
import { useShotWords } from '../viewer/use-shot-words.ts'
import { Checklist } from './checklist.tsx'
import { useDraft } from './drafts.ts'
import { Earlier } from './earlier.tsx'
import styles from './score.module.css'
import { ScorePicture } from './score-picture.tsx'
import type { Suggestion } from './suggested.ts'
import { Suggestions } from './suggestions.tsx'
import { numbersOf, withoutRegion, withRegion } from './ticks.ts'
import { Totals } from './totals.tsx'
import { useScoreActions } from './use-score-actions.ts'
import { useSuggestions } from './use-suggestions.ts'

interface ScoreDeskProps {
  readonly place: PlaceOf<'score'>
  readonly shot: Shot
  /** Every current mark of the patient. */
  readonly marks: readonly Mark[]
}

/** What of the ticks one looks at: one criterion, or those an algorithm rests on. */
export type Looked = { readonly code: string } | { readonly codes: readonly string[] } | undefined

/** Site and light, as they decide what may be scored. */
export const contextOf = ({ siteCode, device: { dermoscopic } }: Shot) => ({
  siteCode,
  ...(dermoscopic !== undefined && { dermoscopic }),
})

/** Picture left, checklist in the middle, totals right. */
export function ScoreDesk({ place, shot, marks }: ScoreDeskProps) {
  const { t } = useTranslation('score')
  const { userId } = useMe()
  const words = useShotWords()
  const draft = useDraft(`${userId} ${shot.blobId}`)
  const [terminology, setTerminology] = useState<Terminology>('metaphoric')
  /** The criterion that the next ring belongs to. */
  const [target, setTarget] = useState<string>()
  const [looked, setLooked] = useState<Looked>()
  /** The suggestion whose place is shown before it is taken. */
  const [offer, setOffer] = useState<Suggestion>()
  const suggestions = useSuggestions({ shot, marks, draft })
  // Taken or answered otherwise, it is no offer any longer.
  const offered = suggestions.open.find(({ code }) => code === offer?.code)
  const context = useMemo(() => contextOf(shot), [shot])
  const actions = useScoreActions({ place, shot, draft, context })
  const nameOf = (code: string) => termOf(code, terminology)
  const drawn = (ring: readonly (readonly [number, number])[]) => {
    if (target !== undefined) draft.change(ticks => withRegion(ticks, target, ring))
    finish()
  }
  const finish = () => {
    if (target !== undefined) document.getElementById(`tick-${target}`)?.focus()
    setTarget(undefined)
  }
  const numbers = numbersOf(draft.ticks)
  return (
    <Screen
      title={t('title')}
      note={`${shot.siteName} · ${words.type(shot) ?? t('lightUnknown')} · ${stampText(shot.takenAt)}`}
      tools={<Tools saved={draft.saved} actions={actions} />}
    >
      {actions.error && <Failed error={actions.error} />}
      <div className={styles.desk}>
        <ScorePicture
          {...{ shot, ticks: draft.ticks, looked, offered, target, nameOf }}
          onDrawn={drawn}
          onLeave={finish}
          onLook={setLooked}
        />
        <Checklist
          {...{ context, terminology, setTerminology, numbers, target, looked }}
          draft={draft}
          onLook={setLooked}
          onDraw={setTarget}
          onRemove={(code, at) => draft.change(ticks => withoutRegion(ticks, code, at))}
        />
        <div className={styles.right}>
          <Suggestions now={suggestions} nameOf={nameOf} onLook={setOffer} />
          <Totals ticks={draft.ticks} context={context} nameOf={nameOf} onLook={setLooked} />
          <Earlier place={place} shot={shot} marks={marks} onTakeUp={draft.takeUp} />
        </div>
      </div>
    </Screen>
  )
}

function Tools({ saved, actions }: { saved: boolean; actions: ReturnType<typeof useScoreActions> }) {
  const { t } = useTranslation('score')
  return (
    <>
      <span className={styles.state}>{t(saved ? 'savedState' : 'unsaved')}</span>
      <ActionButton action={actions.undo} iconOnly />
      <ActionButton action={actions.report} />
      <ActionButton action={actions.save} variant="filled" busy={actions.busy} />
    </>
  )
}
