import { IconAlertTriangle, IconChecks } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartAllergy, ChartView } from '../../src-shared/contract/chart.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { type ChartTab, useGoTo } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './patient.module.css'

/** Allergies first, then medicines and problems: in sight whatever else is done on the patient screen. Each leads to the chart. */
export function ChartStrip({ patientId }: { patientId: PatientId }) {
  const { t } = useTranslation('chart')
  const view = useQuery(useCutis().chart.view.queryOptions({ input: { patientId } }))
  return (
    <section className={styles.strip} aria-label={t('strip')}>
      <Answer of={view} rows={1}>
        {data => <Cells patientId={patientId} view={data} />}
      </Answer>
    </section>
  )
}

function Cells({ patientId, view }: { patientId: PatientId; view: ChartView }) {
  const { t } = useTranslation('chart')
  const medicines = view.medicines.filter(({ status }) => status === 'active' || status === 'on-hold')
  const problems = view.problems.filter(({ status }) => status !== 'resolved')
  return (
    <>
      <Cell patientId={patientId} tab="allergies">
        <Allergies allergies={view.allergies} />
      </Cell>
      <Cell patientId={patientId} tab="medicines">
        <Names names={medicines.map(({ name }) => name)} none={t('none.medicines')} />
      </Cell>
      <Cell patientId={patientId} tab="problems">
        <Names names={problems.map(({ text }) => text)} none={t('none.problems')} />
      </Cell>
    </>
  )
}

function Cell({ patientId, tab, children }: { patientId: PatientId; tab: ChartTab; children: ReactNode }) {
  const { t } = useTranslation('chart')
  const goTo = useGoTo()
  return (
    <button type="button" className={styles.cell} data-tab={tab} onClick={() => goTo({ at: 'chart', patientId, tab })}>
      <span className={styles.head}>{t(`tabs.${tab}`)}</span>
      {children}
    </button>
  )
}

const mostNames = 4

/** The first few names, and how many more there are. */
function Names({ names, none }: { names: readonly string[]; none: string }) {
  const { t } = useTranslation('chart')
  if (names.length === 0) return <span className={styles.quiet}>{none}</span>
  const more = names.length - mostNames
  return (
    <span className={styles.names}>
      {names.slice(0, mostNames).join(', ')}
      {more > 0 && ` (${t('more', { count: more })})`}
    </span>
  )
}

const allergyText = ({ substance, reactions }: ChartAllergy): string => {
  const [first] = reactions
  return first === undefined ? substance : `${substance} (${first.text})`
}

/** All of them, never cut; or that none are known, or that nobody has asked. */
function Allergies({ allergies: { state, list } }: Pick<ChartView, 'allergies'>) {
  const { t } = useTranslation('chart')
  if (state === 'not-asked')
    return (
      <span className={styles.told} data-tone="warn">
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
        {t('notAsked')}
      </span>
    )
  if (state === 'none-known')
    return (
      <span className={styles.told}>
        <IconChecks size={16} stroke={1.75} aria-hidden />
        {t('noneKnown')}
      </span>
    )
  return (
    <span className={styles.told} data-tone="bad">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <strong>
        {list
          .filter(({ active }) => active)
          .map(allergyText)
          .join(', ')}
      </strong>
    </span>
  )
}
