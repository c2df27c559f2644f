import { SegmentedControl, Select } from '@mantine/core'
import { IconCalendarPlus, IconChevronLeft, IconChevronRight, IconPlayerTrackNext, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayAfter, dayIn, weekOf } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow, ScheduleResource } from '../../src-shared/contract/schedule.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import {
  ActionButton,
  Answer,
  dayText,
  Empty,
  Panel,
  type PlaceProps,
  Screen,
  useActions,
  useGoTo,
} from '../ui/index.ts'
import { useMinute } from '../ui/today.ts'
import { Board } from './board.tsx'
import { Details, placeOfWork } from './details.tsx'
import { type Draft, emptyDraft } from './draft.ts'
import { BookForm } from './form.tsx'
import { spanOfDays } from './geometry.ts'
import { Grid, type Lane } from './grid.tsx'
import { ResourceForm } from './resource-form.tsx'
import styles from './schedule.module.css'
import { useAhead } from './use-ahead.ts'
import type { When } from './when.ts'

interface Shown {
  readonly resources: readonly ScheduleResource[]
  readonly appointments: readonly AppointmentRow[]
  readonly waiting: readonly AppointmentRow[]
}

/** Whose time is kept for what: a day by clinician, room and device, or a week; who waits here, and who waits for a place. */
export function Schedule({ place }: PlaceProps<'schedule'>) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const today = dayIn(useMinute().toISOString(), zone)
  const [day, setDay] = useState(place.followUp?.dates.dueOn ?? today)
  const [isWeek, setWeek] = useState(place.view === 'week')
  const input = spanOfDays(isWeek ? weekOf(day) : [day], zone)
  const view = useQuery({
    ...useCutis().schedule.view.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  useAhead({ day, isWeek, zone, toldAt: view.isPlaceholderData ? 0 : view.dataUpdatedAt })
  return (
    <Answer of={view}>
      {shown => <ScheduleDesk place={place} shown={shown} when={{ zone, today, day, isWeek, setDay, setWeek }} />}
    </Answer>
  )
}

type Task = 'book' | 'resource' | { readonly moves: AppointmentRow }

interface DeskProps extends PlaceProps<'schedule'> {
  readonly shown: Shown
  readonly when: When
}

function ScheduleDesk({ place, shown, when }: DeskProps) {
  const { t } = useTranslation('schedule')
  const [task, setTask] = useState<Task | undefined>(place.followUp ? 'book' : undefined)
  const [chosen, setChosen] = useState<string>()
  const here = shown.appointments.filter(({ state }) => state === 'arrived').toSorted(bySince)
  const now = useMinute().toISOString()
  const actions = useTools({ when, next: here[0] ?? nextOf(shown.appointments, now), begin: setTask })
  const choose = (id: string) => {
    setTask(undefined)
    setChosen(id)
  }
  const row = [...shown.appointments, ...shown.waiting].find(({ appointmentId }) => appointmentId === chosen)
  const close = () => {
    setTask(undefined)
    setChosen(undefined)
  }
  return (
    <Screen title={t('title')} note={titleOf(when)} tools={<Tools when={when} actions={actions} />}>
      <div className={styles.columns}>
        <Times shown={shown} when={when} chosen={chosen} onChoose={choose} />
        {task !== undefined && <TaskPanel task={task} place={place} shown={shown} when={when} onClose={close} />}
        {task === undefined && row && (
          <Details
            key={row.appointmentId}
            row={row}
            resources={shown.resources}
            zone={when.zone}
            onMove={() => setTask({ moves: row })}
            onClose={close}
          />
        )}
        {task === undefined && !row && <Board {...shown} here={here} when={when} now={now} onChoose={choose} />}
      </div>
    </Screen>
  )
}

/** Nobody waits: what is on now or comes next, a patient's visit or a review block. */
const nextOf = (rows: readonly AppointmentRow[], now: string): AppointmentRow | undefined =>
  rows
    .filter(
      ({ state, end = '', patientId, kind }) => state === 'booked' && end > now && (patientId || kind === 'review'),
    )
    .toSorted((one, other) => (one.start ?? '').localeCompare(other.start ?? ''))[0]

const bySince = (one: AppointmentRow, other: AppointmentRow) => one.since.localeCompare(other.since)

const titleOf = ({ day, isWeek }: When): string => {
  const days = weekOf(day)
  return isWeek ? `${dayText(days[0] ?? '')} – ${dayText(days.at(-1) ?? '')}` : dayText(day)
}

interface ToolsNeeds {
  readonly when: When
  readonly next: AppointmentRow | undefined
  readonly begin: (task: Task) => void
}

function useTools({ when, next, begin }: ToolsNeeds) {
  const { t } = useTranslation('schedule')
  const goTo = useGoTo()
  const why = may(useMe().role, 'schedule.write') ? undefined : t('notYours')
  const { day, isWeek, setDay, today } = when
  const turn = (by: number) => () => setDay(dayAfter(day, by * (isWeek ? 7 : 1)))
  const group = t('group')
  const openNext = () => {
    const to = next && placeOfWork(next)
    if (to) goTo(to)
  }
  return useActions([
    { id: 'schedule.earlier', label: t('earlier'), icon: IconChevronLeft, shortcut: 'h', perform: turn(-1), group },
    { id: 'schedule.today', label: t('today'), shortcut: '.', perform: () => setDay(today), group },
    { id: 'schedule.later', label: t('later'), icon: IconChevronRight, shortcut: 'l', perform: turn(1), group },
    {
      id: 'schedule.next',
      label: t('next'),
      icon: IconPlayerTrackNext,
      shortcut: 'x',
      perform: openNext,
      disabledWhy: next ? undefined : t('noNext'),
      group,
    },
    {
      id: 'schedule.resource',
      label: t('addResource'),
      icon: IconPlus,
      perform: () => begin('resource'),
      disabledWhy: why,
      group,
    },
    {
      id: 'schedule.book',
      label: t('book'),
      icon: IconCalendarPlus,
      shortcut: 'b',
      perform: () => begin('book'),
      disabledWhy: why,
      group,
    },
  ])
}

function Tools({ when, actions }: { when: When; actions: ReturnType<typeof useTools> }) {
  const { t } = useTranslation('schedule')
  const book = actions.at(-1)
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('view')}
        data={[
          { value: 'day', label: t('day') },
          { value: 'week', label: t('week') },
        ]}
        value={when.isWeek ? 'week' : 'day'}
        onChange={value => when.setWeek(value === 'week')}
      />
      {actions.map(action => (
        <ActionButton
          key={action.id}
          action={action}
          iconOnly={
            action.id === 'schedule.earlier' || action.id === 'schedule.later' || action.id === 'schedule.resource'
          }
          {...(action === book && { variant: 'filled' as const })}
        />
      ))}
    </>
  )
}

interface TimesProps {
  readonly shown: Shown
  readonly when: When
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

/** The columns of a day or of a week, of everything or of one clinician, room or device. */
function Times({ shown, when, chosen, onChoose }: TimesProps) {
  const { t } = useTranslation('schedule')
  const [whose, setWhose] = useState<string>('')
  const { resources } = shown
  const rows = shown.appointments.filter(row => whose === '' || row.resourceIds.some(id => id === whose))
  const lanes = when.isWeek
    ? daysOf(rows, when)
    : resourceLanes(
        rows,
        resources.filter(one => whose === '' || one.resourceId === whose),
        t('unassigned'),
      )
  const people = resources.map(({ resourceId, name }) => ({ value: resourceId as string, label: name }))
  return (
    <div className={styles.main}>
      <Panel
        title={titleOf(when)}
        note={rows.length}
        fill
        flush
        tools={
          <Select
            size="xs"
            aria-label={t('whose')}
            allowDeselect={false}
            data={[{ value: '', label: t('everybody') }, ...people]}
            value={whose}
            onChange={value => setWhose(value ?? '')}
          />
        }
      >
        {resources.length === 0 && <Empty title={t('noResources')} hint={t('noResourcesHint')} />}
        {resources.length > 0 && rows.length === 0 && <Empty title={t('nothing')} hint={t('nothingHint')} />}
        {rows.length > 0 && (
          <Grid label={t('title')} lanes={lanes} zone={when.zone} chosen={chosen} onChoose={onChoose} />
        )}
      </Panel>
    </div>
  )
}

function daysOf(rows: readonly AppointmentRow[], { day, zone }: When): Lane[] {
  const byDay = Map.groupBy(rows, ({ start }) => (start === undefined ? '' : dayIn(start, zone)))
  return weekOf(day).map(key => ({ key, head: dayText(key), rows: byDay.get(key) ?? [] }))
}

function resourceLanes(rows: readonly AppointmentRow[], resources: readonly ScheduleResource[], other: string): Lane[] {
  const own = resources.map(({ resourceId, name }) => ({
    key: resourceId as string,
    head: name,
    rows: rows.filter(({ resourceIds }) => resourceIds.includes(resourceId)),
  }))
  const rest = rows.filter(({ resourceIds }) => resourceIds.length === 0)
  return rest.length > 0 ? [...own, { key: 'other', head: other, rows: rest }] : own
}

interface TaskProps extends DeskProps {
  readonly task: Task
  readonly onClose: () => void
}

function TaskPanel({ task, place, shown, when, onClose }: TaskProps) {
  const { t } = useTranslation('schedule')
  if (task === 'resource') return <ResourceForm onClose={onClose} />
  const { resources } = shown
  const moved = task === 'book' ? undefined : task.moves
  const followUp = moved ? undefined : place.followUp
  const empty = emptyDraft(when.day, resources)
  const start: Draft = moved ? movedDraft(empty, moved, resources) : { ...empty, patientId: followUp?.patientId }
  const title = t(moved ? 'move' : followUp ? 'bookFollowUp' : 'book')
  const done = (day: string) => {
    when.setDay(day === '' ? when.day : day)
    onClose()
  }
  const given = { title, start, followUp, moves: moved?.appointmentId, resources, zone: when.zone }
  return <BookForm {...given} onDone={done} onClose={onClose} />
}

function movedDraft(empty: Draft, row: AppointmentRow, resources: readonly ScheduleResource[]): Draft {
  const ofKind = (kind: ScheduleResource['kind']): RecordId | undefined =>
    resources.find(one => one.kind === kind && row.resourceIds.includes(one.resourceId))?.resourceId
  const taken = { clinician: ofKind('clinician'), room: ofKind('room'), device: ofKind('device') }
  // The patient's first day, unless it has gone by.
  const wished = row.asked?.from?.slice(0, 10) ?? ''
  const day = wished > empty.day ? wished : empty.day
  return { ...empty, ...taken, day, kind: row.kind, minutes: row.minutes, patientId: row.patientId }
}
