import {
  IconBan,
  IconChecks,
  IconHistory,
  IconMoodSick,
  IconPencil,
  IconPlayerStop,
  IconPlus,
  IconScale,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChartView } from '../../src-shared/contract/chart.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { troubleOf, useCutis, useMe } from '../link/index.ts'
import { type Action, type ChartTab, type PlaceProps, tell, useActions, useGoTo, useReplace } from '../ui/index.ts'
import { isOut, type Line } from './lines.ts'
import { useFreshId } from './use-fresh-id.ts'

/** A record that is to be marked as entered in error, as it was seen. */
export interface Taken {
  readonly type: 'Condition' | 'AllergyIntolerance' | 'MedicationStatement' | 'Observation'
  readonly recordId: RecordId
  readonly seenAt: string
  readonly says: string
}

export type Task =
  | { readonly do: 'add' }
  | { readonly do: 'change' }
  | { readonly do: 'stop' }
  | { readonly do: 'facts' }
  | { readonly do: 'takeOut'; readonly what: Taken }

interface Shown extends PlaceProps<'chart'> {
  readonly tab: ChartTab
  readonly view: ChartView
  readonly line: Line | undefined
  readonly history: boolean
}

interface Setters {
  readonly setTask: (task: Task | undefined) => void
  readonly setChosen: (key: string | undefined) => void
  readonly onHistory: () => void
}

export interface ChartActions {
  readonly add: Action
  readonly change: Action
  readonly takeOut: Action
  readonly stop: Action
  readonly react: Action
  readonly facts: Action
  readonly noneKnown: Action
  readonly history: Action
  readonly show: (tab: ChartTab) => void
}

/** What of a line can be marked as entered in error; a prescription is cancelled where it was written. */
export function takenOf(line: Line | undefined): Taken | undefined {
  if (line === undefined || line.of === 'results') return undefined
  const { recordId, updatedAt: seenAt } = line.line
  if (line.of === 'problems') return { type: 'Condition', recordId, seenAt, says: line.line.text }
  if (line.of === 'allergies') return { type: 'AllergyIntolerance', recordId, seenAt, says: line.line.substance }
  if (line.line.source === 'prescription') return undefined
  return { type: 'MedicationStatement', recordId, seenAt, says: line.line.name }
}

/** Why a line cannot be changed, in words; undefined where it can. */
function useWhy({ tab, view, line }: Shown) {
  const { t } = useTranslation('chart')
  const { role } = useMe()
  const notYours = may(role, 'patient.write') ? undefined : t('notYours')
  const whyFixed = (): string | undefined => {
    if (notYours !== undefined) return notYours
    if (tab === 'results') return t('resultFixed')
    if (line === undefined) return t('chooseFirst')
    if (isOut(line)) return t('outAlready')
    return line.of === 'medicines' && line.line.source === 'prescription' ? t('notHere') : undefined
  }
  const whyGoesOn = (): string | undefined => {
    const fixed = whyFixed()
    if (fixed !== undefined) return fixed
    const isTaken = line?.of === 'medicines' && ['active', 'on-hold', 'unknown'].includes(line.line.status)
    return isTaken ? undefined : t('notTaken')
  }
  const whyListed = () => notYours ?? (view.allergies.state === 'listed' ? t('listedWhy') : undefined)
  return { notYours, fixed: whyFixed(), goesOn: whyGoesOn(), listed: whyListed() }
}

/** Says that the patient was asked and knows of none. */
function useNoneKnown({ place: { patientId }, view }: Shown) {
  const { t } = useTranslation('chart')
  const fresh = useFreshId()
  const say = useMutation(
    useCutis().chart.noKnownAllergies.mutationOptions({
      onSuccess: () => tell(t('saved')),
      onError: error => tell(troubleOf(error).says),
    }),
  )
  const asked = view.allergies.noneKnown?.recordId ?? ''
  return () => !say.isPending && say.mutate({ recordId: fresh({ asked }), patientId })
}

/** Makes an action of this screen. */
function useNaming() {
  const { t } = useTranslation('chart')
  const group = t('group')
  return (id: string, label: string, rest: Omit<Action, 'id' | 'label'>): Action => ({
    id: `chart.${id}`,
    label,
    group,
    ...rest,
  })
}

const names: readonly ChartTab[] = ['problems', 'allergies', 'medicines', 'results']

/** A reaction to the medicine of the line. */
function useReact({ place: { patientId }, line }: Shown): Action {
  const { t } = useTranslation('chart')
  const { role } = useMe()
  const goTo = useGoTo()
  const medicine = line?.of === 'medicines' ? line.line.name : undefined
  const why = may(role, 'note.write') ? undefined : t('notYours')
  return useNaming()('react', t('react'), {
    icon: IconMoodSick,
    shortcut: 'r',
    perform: () => medicine !== undefined && goTo({ at: 'reactions', patientId, medicine }),
    disabledWhy: why ?? (medicine === undefined ? t('chooseFirst') : undefined),
  })
}

/** A digit for each tab. */
function useTabKeys(show: (tab: ChartTab) => void): void {
  const { t } = useTranslation('chart')
  const act = useNaming()
  useActions(
    names.map((name, at) =>
      act(`tab.${name}`, t(`tabs.${name}`), { shortcut: String(at + 1), perform: () => show(name) }),
    ),
  )
}

/** Everything that can be done on the chart, for buttons, keys and the palette. */
export function useChartActions(shown: Shown, { setTask, setChosen, onHistory }: Setters): ChartActions {
  const { t } = useTranslation('chart')
  const { place, tab, line, history } = shown
  const replace = useReplace()
  const why = useWhy(shown)
  const [sayNone, react] = [useNoneKnown(shown), useReact(shown)]
  const taken = takenOf(line)
  const show = (name: ChartTab) => {
    setTask(undefined)
    setChosen(undefined)
    replace({ at: 'chart', patientId: place.patientId, tab: name })
  }
  const act = useNaming()
  const add = act('add', t(`add.${tab}`), {
    icon: IconPlus,
    shortcut: 'a',
    perform: () => setTask({ do: 'add' }),
    disabledWhy: why.notYours,
  })
  const change = act('change', t('change'), {
    icon: IconPencil,
    shortcut: 'e',
    perform: () => setTask({ do: 'change' }),
    disabledWhy: why.fixed,
  })
  const takeOut = act('takeOut', t('takeOut'), {
    icon: IconBan,
    shortcut: 'x',
    perform: () => taken && setTask({ do: 'takeOut', what: taken }),
    disabledWhy: why.fixed,
  })
  const stop = act('stop', t('stop'), {
    icon: IconPlayerStop,
    shortcut: 's',
    perform: () => setTask({ do: 'stop' }),
    disabledWhy: why.goesOn,
  })
  const facts = act('facts', t('factsChange'), {
    icon: IconScale,
    shortcut: 'w',
    perform: () => setTask({ do: 'facts' }),
    disabledWhy: why.notYours,
  })
  const noneKnown = act('noneKnown', t('noneKnownSay'), {
    icon: IconChecks,
    shortcut: 'n',
    perform: sayNone,
    disabledWhy: why.listed,
  })
  const past = act('history', t(history ? 'historyHide' : 'history'), {
    icon: IconHistory,
    shortcut: 'h',
    perform: onHistory,
  })
  const ofLine = tab === 'results' ? [] : [change, takeOut]
  const ofTab = tab === 'medicines' ? [stop, react] : tab === 'allergies' ? [noneKnown] : []
  useActions([add, facts, past, ...ofLine, ...ofTab])
  useTabKeys(show)
  return { add, change, takeOut, stop, react, facts, noneKnown, history: past, show }
}
