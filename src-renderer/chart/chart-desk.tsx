import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartView } from '../../src-shared/contract/chart.ts'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { ActionButton, type ChartTab, type PlaceProps, Screen } from '../ui/index.ts'
import { AllergyForm } from './allergy-form.tsx'
import styles from './chart.module.css'
import { Details } from './details.tsx'
import { FactStrip } from './fact-strip.tsx'
import { FactsForm } from './facts-form.tsx'
import type { FormProps } from './form-parts.tsx'
import { LineTable } from './line-table.tsx'
import { keyOf, type Line, linesOf } from './lines.ts'
import { MedicineForm } from './medicine-form.tsx'
import { ProblemForm } from './problem-form.tsx'
import { ResultForm } from './result-form.tsx'
import { StopForm } from './stop-form.tsx'
import { TakeOut } from './take-out.tsx'
import { type Task, useChartActions } from './use-chart-actions.ts'

interface DeskProps extends PlaceProps<'chart'> {
  readonly view: ChartView
  readonly patient: PatientRow
  readonly history: boolean
  readonly onHistory: () => void
}

const tabs: readonly ChartTab[] = ['problems', 'allergies', 'medicines', 'results']

/** Tabs with their tables on the left; on the right what is known of the chosen line, or the task under way. */
export function ChartDesk({ place, view, patient, history, onHistory }: DeskProps) {
  const { t } = useTranslation('chart')
  const tab = place.tab ?? 'problems'
  const [task, setTask] = useState<Task>()
  const [chosen, setChosen] = useState<string>()
  /** Counts what was kept: the table begins anew at its first line. */
  const [round, setRound] = useState(0)
  const lines = linesOf(view, tab)
  const line = lines.find(one => keyOf(one) === chosen) ?? lines[0]
  const actions = useChartActions({ place, tab, view, line, history }, { setTask, onHistory, setChosen })
  const close = () => setTask(undefined)
  const done = () => {
    close()
    setChosen(undefined)
    setRound(round + 1)
  }
  const tools = (
    <>
      <ActionButton action={actions.history} />
      <ActionButton action={actions.facts} />
      {tab === 'allergies' && <ActionButton action={actions.noneKnown} />}
      <ActionButton action={actions.add} variant="filled" />
    </>
  )
  return (
    <Screen title={t('title')} tools={tools}>
      <FactStrip facts={view.facts} sex={patient.sex} />
      <div className={styles.columns}>
        <Tabs className={styles.tabs} value={tab} onChange={name => actions.show(name as ChartTab)}>
          <Tabs.List>
            {tabs.map(name => (
              <Tabs.Tab key={name} value={name}>
                {t(`tabs.${name}`)} <span className={styles.count}>{linesOf(view, name).length}</span>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab} className={styles.panel}>
            <LineTable
              key={`${tab} ${round}`}
              tab={tab}
              lines={lines}
              allergies={view.allergies}
              add={actions.add}
              onChoose={setChosen}
            />
          </Tabs.Panel>
        </Tabs>
        {task ? (
          <TaskPanel task={task} tab={tab} patient={patient} line={line} onClose={close} onDone={done} />
        ) : (
          <Details line={line} actions={actions} onTakeOut={setTask} />
        )}
      </div>
    </Screen>
  )
}

interface TaskPanelProps {
  readonly task: Task
  readonly tab: ChartTab
  readonly patient: PatientRow
  readonly line: Line | undefined
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The task under way. A change begins with the line as it is. */
function TaskPanel({ task, tab, patient, line, onClose, onDone }: TaskPanelProps) {
  const common = { patientId: patient.patientId, onClose, onDone }
  if (task.do === 'facts') return <FactsForm {...common} sex={patient.sex} />
  if (task.do === 'takeOut') return <TakeOut {...common} what={task.what} />
  if (task.do === 'stop') return line?.of === 'medicines' ? <StopForm {...common} before={line.line} /> : null
  const before = task.do === 'change' ? line : undefined
  return <LineForm {...common} tab={tab} before={before} line={line} />
}

interface LineFormProps extends FormProps {
  readonly tab: ChartTab
  /** The line that changes; undefined for a new one. */
  readonly before: Line | undefined
  readonly line: Line | undefined
}

const ofTab = <Tab extends ChartTab>(tab: Tab, line: Line | undefined): Extract<Line, { of: Tab }> | undefined =>
  line?.of === tab ? (line as Extract<Line, { of: Tab }>) : undefined

/** The form of a tab's lines. */
function LineForm({ tab, before, line, ...common }: LineFormProps) {
  if (tab === 'problems') return <ProblemForm {...common} before={ofTab(tab, before)?.line} />
  if (tab === 'allergies') return <AllergyForm {...common} before={ofTab(tab, before)?.line} />
  if (tab === 'medicines') return <MedicineForm {...common} before={ofTab(tab, before)?.line} />
  return <ResultForm {...common} loinc={ofTab(tab, line)?.group.loinc} />
}
