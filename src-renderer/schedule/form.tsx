import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { appointmentKinds, kindRules, resourceKinds } from '../../src-shared/clinical/schedule/kinds.ts'
import { momentOf } from '../../src-shared/clinical/schedule/zone.ts'
import type { ScheduleResource } from '../../src-shared/contract/schedule.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { dayText, Failed, type PlaceOf, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import { type Draft, resourceIdsOf } from './draft.ts'
import { FreeTimes } from './free-times.tsx'
import { PatientField } from './patient-field.tsx'
import styles from './schedule.module.css'

type FollowUp = NonNullable<PlaceOf<'schedule'>['followUp']>

interface BookFormProps {
  readonly title: string
  readonly start: Draft
  readonly followUp: FollowUp | undefined
  /** The appointment that is moved. */
  readonly moves?: RecordId | undefined
  readonly resources: readonly ScheduleResource[]
  readonly zone: string
  readonly onDone: (day: string) => void
  readonly onClose: () => void
}

/** Books, moves, or puts on the wait list; the same content asked for again is booked once. */
function useKeep({ followUp, moves, zone, onDone }: BookFormProps, draft: Draft) {
  const { t } = useTranslation('schedule')
  const { schedule } = useCutis()
  const [fresh] = useState(() => crypto.randomUUID() as RecordId)
  const done = (words: string) => ({
    onSuccess: () => {
      tell(words)
      onDone(draft.day)
    },
  })
  const book = useMutation(schedule.book.mutationOptions(done(t('booked'))))
  const move = useMutation(schedule.move.mutationOptions(done(t('moved'))))
  const wait = useMutation(schedule.wait.mutationOptions(done(t('waits'))))
  const patientId = kindRules[draft.kind].patient ? draft.patientId : undefined
  const asked = {
    appointmentId: moves ?? fresh,
    kind: draft.kind,
    minutes: draft.minutes,
    resourceIds: resourceIdsOf(draft),
    ...(draft.note.trim() && { note: draft.note }),
    ...(followUp && { lesionId: followUp.lesionId, followUp: followUp.dates }),
  }
  const start = momentOf(draft.day, draft.clock, zone)
  return {
    start,
    error: book.error ?? move.error ?? wait.error,
    isPending: book.isPending || move.isPending || wait.isPending,
    submit: () => {
      if (start === undefined) return
      const { appointmentId, resourceIds } = asked
      if (moves) move.mutate({ appointmentId, start, zone, resourceIds })
      else book.mutate({ ...asked, start, zone, ...(patientId && { patientId }) })
    },
    wait: () => patientId && wait.mutate({ ...asked, patientId }),
  }
}

const isWhole = ({ kind, patientId }: Draft, start: string | undefined): boolean =>
  start !== undefined && (!kindRules[kind].patient || patientId !== undefined)
const isNoTime = ({ clock, day }: Draft, start: string | undefined): boolean =>
  clock.length === 5 && day !== '' && start === undefined

/** When, what, who and with what. */
export function BookForm(props: BookFormProps) {
  const { title, followUp, moves, resources, zone, onClose } = props
  const { t } = useTranslation('schedule')
  const [draft, setDraft] = useState(props.start)
  const keep = useKeep(props, draft)
  const set = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.submit()
  }
  const needsPatient = kindRules[draft.kind].patient
  return (
    <SidePanel title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {followUp && <FollowUpWindow followUp={followUp} />}
        {!moves && <WhatFields draft={draft} set={set} named={followUp?.name} />}
        <div className={styles.pair}>
          <DayField label={t('on')} value={draft.day} onChange={day => set({ day })} />
          <TextInput
            label={t('at')}
            value={draft.clock}
            placeholder="09:00"
            error={isNoTime(draft, keep.start) && t('noTime')}
            onChange={event => set({ clock: event.currentTarget.value })}
          />
        </div>
        <WithFields draft={draft} set={set} resources={resources} />
        <FreeTimes draft={draft} moves={moves} zone={zone} onChoose={clock => set({ clock })} />
        {keep.error && <Failed error={keep.error} />}
        <Button type="submit" disabled={!isWhole(draft, keep.start)} loading={keep.isPending}>
          {t(moves ? 'move' : 'book')}
        </Button>
        {!moves && needsPatient && (
          <Button variant="default" disabled={draft.patientId === undefined} onClick={keep.wait}>
            {t('wait')}
          </Button>
        )}
      </form>
    </SidePanel>
  )
}

function FollowUpWindow({ followUp: { dates } }: { followUp: FollowUp }) {
  const { t } = useTranslation('schedule')
  const { earliestOn, dueOn, latestOn } = dates
  const words = { earliest: dayText(earliestOn), due: dayText(dueOn), latest: dayText(latestOn) }
  return <p className={styles.line}>{t('window', words)}</p>
}

/** The clinician, the room and the device. */
function WithFields({ draft, set, resources }: Pick<WhatProps, 'draft' | 'set'> & Pick<BookFormProps, 'resources'>) {
  const { t } = useTranslation('schedule')
  return resourceKinds.map(kind => (
    <Select
      key={kind}
      label={t(kind)}
      clearable
      clearButtonProps={{ 'aria-label': `${t(kind)}: ${t('none')}` }}
      data={resources.filter(one => one.kind === kind).map(one => ({ value: one.resourceId, label: one.name }))}
      value={draft[kind] ?? null}
      onChange={id => set({ [kind]: (id ?? undefined) as RecordId | undefined })}
    />
  ))
}

interface WhatProps {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
  /** The patient of a follow-up, who is not chosen anew. */
  readonly named: string | undefined
}

function WhatFields({ draft, set, named }: WhatProps) {
  const { t } = useTranslation('schedule')
  const needsPatient = kindRules[draft.kind].patient
  return (
    <>
      <Select
        label={t('kind')}
        allowDeselect={false}
        data={appointmentKinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
        value={draft.kind}
        onChange={chosen => {
          const kind = appointmentKinds.find(one => one === chosen)
          if (kind) set({ kind, minutes: kindRules[kind].minutes })
        }}
      />
      {needsPatient && named !== undefined && <TextInput label={t('patient')} value={named} readOnly />}
      {needsPatient && named === undefined && (
        <PatientField value={draft.patientId} onChange={patientId => set({ patientId })} />
      )}
      <NumberInput
        label={t('minutes')}
        min={5}
        max={480}
        value={draft.minutes}
        onChange={value => typeof value === 'number' && set({ minutes: value })}
      />
      <Textarea
        label={t('note')}
        rows={1}
        maxLength={500}
        value={draft.note}
        onChange={event => set({ note: event.currentTarget.value })}
      />
    </>
  )
}
