import { Autocomplete } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconMedicineSyrup,
  IconPencil,
  IconPlayerPause,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sigWords } from '../../src-shared/clinical/prescribing/sig.ts'
import type { PatientFacts, PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { DrugRow, DrugsFound, PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import type { PlaceOf, PlaceProps } from '../ui/place.ts'
import { Screen } from '../ui/screen.tsx'
import { Answer, Empty } from '../ui/states.tsx'
import { StatusChip, type Tone } from '../ui/status-chip.tsx'
import { useToday } from '../ui/today.ts'
import { isoDayOf } from '../ui/when.ts'
import { begun } from './draft.ts'
import { Editor } from './editor.tsx'
import styles from './prescribing.module.css'
import { drugText, quantityText } from './preview.tsx'
import { Signed } from './signed.tsx'

/** What is prescribed for a patient: found, composed, checked and signed on one screen. */
export function Prescribe({ place }: PlaceProps<'prescribe'>) {
  const { t } = useTranslation('prescribing')
  const { prescribing } = useCutis()
  const { patientId } = place
  const list = useQuery(prescribing.list.queryOptions({ input: { patientId } }))
  const facts = useQuery(prescribing.facts.queryOptions({ input: { patientId } }))
  return (
    <Screen title={t('title')}>
      <Answer of={facts}>
        {known => <Answer of={list}>{all => <Lines key={patientId} place={place} list={all} facts={known} />}</Answer>}
      </Answer>
    </Screen>
  )
}

interface LinesProps {
  readonly place: PlaceOf<'prescribe'>
  readonly list: readonly PrescriptionView[]
  readonly facts: PatientFacts
}

/** The search, and one line for each medicine; a line unfolds. */
function Lines({ place, list, facts }: LinesProps) {
  const { t } = useTranslation('prescribing')
  const { role } = useMe()
  const today = useToday()
  const [fresh, setFresh] = useState<readonly PrescriptionDraft[]>([])
  const [open, setOpen] = useState<string | undefined>(place.prescriptionId)
  const kept = new Map(list.map(view => [view.draft.id, view]))
  const unkept = fresh.filter(({ id }) => !kept.has(id))
  const drafts = [...unkept, ...list.map(({ draft }) => draft)]
  const add = (row: DrugRow) => {
    const draft = begun(row, { id: crypto.randomUUID(), on: isoDayOf(today) })
    setFresh([draft, ...fresh])
    setOpen(draft.id)
  }
  return (
    <div className={styles.desk}>
      {may(role, 'prescription.draft') && <DrugSearch onDrug={add} />}
      {drafts.length === 0 && <Empty icon={IconMedicineSyrup} title={t('none')} hint={t('noneHint')} />}
      {drafts.map(draft => (
        <Line
          key={draft.id}
          place={place}
          start={draft}
          kept={kept.get(draft.id)}
          list={list}
          facts={facts}
          isOpen={open === draft.id}
          onOpen={() => setOpen(open === draft.id ? undefined : draft.id)}
          onGone={() => setFresh(fresh.filter(({ id }) => id !== draft.id))}
        />
      ))}
    </div>
  )
}

interface LineProps extends LinesProps {
  readonly start: PrescriptionDraft
  readonly kept: PrescriptionView | undefined
  readonly isOpen: boolean
  readonly onOpen: () => void
  readonly onGone: () => void
}

function Line({ isOpen, onOpen, ...props }: LineProps) {
  const { start, kept } = props
  const shown = kept?.draft ?? start
  return (
    <section className={styles.line} aria-label={drugText(shown)}>
      <button type="button" className={styles.head} aria-expanded={isOpen} onClick={onOpen}>
        <span className={styles.name}>{drugText(shown)}</span>
        <span className={styles.sig}>{sigWords(shown.sig)}</span>
        <span>{quantityText(shown)}</span>
        <State view={kept} />
      </button>
      {isOpen && <Unfolded {...props} />}
    </section>
  )
}

/** A draft is edited by whoever may; everything else is read. */
function Unfolded(props: Omit<LineProps, 'isOpen' | 'onOpen'>) {
  const { kept } = props
  const { role } = useMe()
  const isDraft = kept === undefined || kept.status === 'draft'
  if (isDraft && may(role, 'prescription.draft')) return <Editor {...props} />
  return kept ? <Signed view={kept} /> : null
}

const tones: Readonly<Record<PrescriptionView['status'], readonly [typeof IconPencil, Tone]>> = {
  draft: [IconPencil, 'info'],
  active: [IconCircleCheck, 'ok'],
  completed: [IconCircleCheck, 'plain'],
  'on-hold': [IconPlayerPause, 'warn'],
  stopped: [IconCircleX, 'plain'],
  cancelled: [IconCircleX, 'plain'],
  'entered-in-error': [IconCircleX, 'bad'],
  unknown: [IconAlertTriangle, 'warn'],
}

function State({ view }: { view: PrescriptionView | undefined }) {
  const { t } = useTranslation('prescribing')
  if (view?.signature && !view.signature.valid)
    return <StatusChip icon={IconAlertTriangle} word={t('broken')} tone="bad" />
  const status = view?.status ?? 'draft'
  const [icon, tone] = tones[status]
  return <StatusChip icon={icon} word={t(`status.${status}`)} tone={tone} />
}

/** Which list was searched, and what in it the rules do not know. */
function Searched({ found }: { found: DrugsFound | undefined }) {
  const { t } = useTranslation('prescribing')
  if (!found) return t('findHint')
  const names = found.unknown.join(', ')
  return [t(`searched.${found.searched}`), names && t('notKnown', { names })].filter(Boolean).join('. ')
}

/** A medicine by its name, brand or class; choosing one begins its draft. */
function DrugSearch({ onDrug }: { onDrug: (row: DrugRow) => void }) {
  const { t } = useTranslation('prescribing')
  const here = useFocusHere<HTMLInputElement>()
  const [text, setText] = useState('')
  const { prescribing } = useCutis()
  const found = useQuery({
    ...prescribing.search.queryOptions({ input: { text } }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const rows = text.trim() === '' ? [] : (found.data?.rows ?? [])
  return (
    <Autocomplete
      ref={here}
      className={styles.search}
      label={t('find')}
      description={<Searched found={text.trim() === '' ? undefined : found.data} />}
      data={rows.map(({ name }) => name)}
      filter={({ options }) => options}
      selectFirstOptionOnChange
      value={text}
      maxLength={80}
      onChange={setText}
      onOptionSubmit={name => {
        const row = rows.find(one => one.name === name)
        if (row) onDrug(row)
        // The field takes the option's text after this; the next medicine begins with an empty one.
        setTimeout(() => setText(''), 0)
      }}
    />
  )
}
