import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconMedicineSyrup,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codesFor } from '../../src-shared/clinical/prescribing/substances.ts'
import type { ReactionView } from '../../src-shared/contract/reactions.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import type { PlaceOf, PlaceProps } from '../ui/place.ts'
import { Screen } from '../ui/screen.tsx'
import { Answer, Empty } from '../ui/states.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import { Unsynced } from '../ui/unsynced.tsx'
import { dayText } from '../ui/when.ts'
import { type Draft, draftOf, empty } from './draft.ts'
import { Editor } from './editor.tsx'
import styles from './reactions.module.css'
import { Signed } from './signed.tsx'

/** Reactions of a patient to medicines: reported, weighed, signed, and filled into the agency's form. */
export function Reactions({ place }: PlaceProps<'reactions'>) {
  const { patientId } = place
  const cutis = useCutis()
  const list = useQuery(cutis.reactions.list.queryOptions({ input: { patientId } }))
  const chart = useQuery(cutis.chart.view.queryOptions({ input: { patientId } }))
  return (
    <Answer of={list}>
      {reports => (
        <Answer of={chart}>
          {({ medicines }) => (
            <Reports
              key={patientId}
              place={place}
              reports={reports}
              known={[...new Set(medicines.map(({ name }) => name))]}
            />
          )}
        </Answer>
      )}
    </Answer>
  )
}

interface ReportsProps extends PlaceProps<'reactions'> {
  readonly reports: readonly ReactionView[]
  readonly known: readonly string[]
}

interface Fresh {
  readonly reactionId: RecordId
  readonly start: Draft
  /** The signed report that it takes the place of. */
  readonly corrects?: RecordId
}

const begun = (medicine?: string): Fresh => ({
  reactionId: crypto.randomUUID() as RecordId,
  start: medicine ? { ...empty, suspects: [{ name: medicine, codes: codesFor(medicine, 'medicine') }] } : empty,
})

/** The draft on the medicine that is named, where there is one already. */
const draftOn = ({ medicine }: PlaceOf<'reactions'>, reports: readonly ReactionView[]): RecordId | undefined =>
  reports.find(view => view.status === 'draft' && medicine !== undefined && nameOf(view)?.startsWith(medicine))
    ?.reactionId

/** Begins a report on the medicine that is named, unless one was begun before. */
const firstOf = (place: PlaceOf<'reactions'>, reports: readonly ReactionView[]): Fresh | undefined =>
  place.medicine !== undefined && draftOn(place, reports) === undefined ? begun(place.medicine) : undefined

/** Which line is open, and what was begun a moment ago: a report, or one that takes another's place. */
function useDesk(place: PlaceOf<'reactions'>, reports: readonly ReactionView[]) {
  const [fresh, setFresh] = useState(() => firstOf(place, reports))
  const [open, setOpen] = useState<string | undefined>(() => fresh?.reactionId ?? draftOn(place, reports))
  const begin = (one: Fresh) => {
    setFresh(one)
    setOpen(one.reactionId)
  }
  const correct = ({ reactionId, content }: ReactionView) => {
    const before = reports.find(({ status, corrects }) => status === 'draft' && corrects === reactionId)
    if (before) return setOpen(before.reactionId)
    return begin({ reactionId: crypto.randomUUID() as RecordId, start: draftOf(content), corrects: reactionId })
  }
  const freshOf = (reactionId: string) => (fresh?.reactionId === reactionId ? fresh : undefined)
  return { fresh, freshOf, open, setOpen, begin, correct, gone: () => setFresh(undefined) }
}

/** One line a report; a line unfolds. What was begun a moment ago stands first. */
function Reports({ place, reports, known }: ReportsProps) {
  const { t } = useTranslation('reactions')
  const { role } = useMe()
  const desk = useDesk(place, reports)
  const { fresh, open } = desk
  const [report] = useActions([
    {
      id: 'reactions.report',
      label: t('report'),
      icon: IconPlus,
      shortcut: 'a',
      perform: () => desk.begin(begun()),
      disabledWhy: may(role, 'note.write') ? undefined : t('notYours'),
      group: t('group'),
    },
  ])
  const isNew = fresh !== undefined && !reports.some(({ reactionId }) => reactionId === fresh.reactionId)
  const lines = [
    ...(isNew ? [{ reactionId: fresh.reactionId, view: undefined }] : []),
    ...reports.map(view => ({ reactionId: view.reactionId, view })),
  ]
  return (
    <Screen title={t('title')} tools={report && <ActionButton action={report} variant="filled" />}>
      <div className={styles.desk}>
        {lines.length === 0 && <Empty icon={IconMedicineSyrup} title={t('none')} hint={t('noneHint')} />}
        {lines.map(({ reactionId, view }) => (
          <section key={reactionId} className={styles.line} aria-label={nameOf(view) ?? t('unnamed')}>
            <Head
              view={view}
              isOpen={open === reactionId}
              onOpen={() => desk.setOpen(open === reactionId ? undefined : reactionId)}
            />
            {open === reactionId && (
              <Unfolded place={place} reactionId={reactionId} view={view} known={known} desk={desk} />
            )}
          </section>
        ))}
      </div>
    </Screen>
  )
}

interface UnfoldedProps extends PlaceProps<'reactions'> {
  readonly reactionId: RecordId
  readonly view: ReactionView | undefined
  readonly known: readonly string[]
  readonly desk: ReturnType<typeof useDesk>
}

function Unfolded({ place, reactionId, view, known, desk }: UnfoldedProps) {
  const { role } = useMe()
  const isWritten = view?.status !== 'signed' && may(role, 'note.write')
  if (!isWritten) return view && <Signed view={view} onCorrect={() => desk.correct(view)} />
  const fresh = desk.freshOf(reactionId)
  return (
    <Editor
      place={place}
      reactionId={reactionId}
      kept={view}
      start={fresh?.start ?? empty}
      corrects={view?.corrects ?? fresh?.corrects}
      known={known}
      onGone={desk.gone}
    />
  )
}

const nameOf = (view: ReactionView | undefined): string | undefined =>
  view?.content.suspects.flatMap(({ name }) => name ?? []).join(', ') || undefined

function Head({ view, isOpen, onOpen }: { view: ReactionView | undefined; isOpen: boolean; onOpen: () => void }) {
  const { t } = useTranslation('reactions')
  const { content, unsynced = false } = view ?? {}
  return (
    <button type="button" className={styles.head} aria-expanded={isOpen} onClick={onOpen}>
      <span className={styles.name}>{nameOf(view) ?? t('unnamed')}</span>
      <span className={styles.says}>{content?.description}</span>
      {unsynced && <Unsynced />}
      {content?.eventOn && <span>{dayText(content.eventOn)}</span>}
      <State view={view} />
    </button>
  )
}

function State({ view }: { view: ReactionView | undefined }) {
  const { t } = useTranslation('reactions')
  if (view?.signature?.valid === false) return <StatusChip icon={IconAlertTriangle} word={t('broken')} tone="bad" />
  if (view?.standing)
    return <StatusChip icon={IconArrowBackUp} word={t(`status.${view.standing.state}`)} tone="plain" />
  if (view?.status === 'signed') return <StatusChip icon={IconCircleCheck} word={t('status.signed')} tone="ok" />
  return <StatusChip icon={IconPencil} word={t(view?.corrects ? 'status.correction' : 'status.draft')} tone="info" />
}
