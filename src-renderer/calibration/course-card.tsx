import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Calibration } from '../../src-shared/contract/review.ts'
import { type Drift, driftLimits, driftOf } from '../../src-shared/imaging/calibration/drift.ts'
import { Course as Chart } from '../ui/course.tsx'
import type { CoursePoint } from '../ui/course-geometry.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { StatusChip, type Tone } from '../ui/status-chip.tsx'
import { dayOf, stampText } from '../ui/when.ts'
import styles from './calibration.module.css'
import type { Course } from './courses.ts'

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })
const percentOf = (share: number): string => (share * 100).toFixed(1).replace('-', '−')

const scalePoints = (entries: readonly Calibration[]): CoursePoint[] =>
  entries.flatMap(({ calibrationId, at, umPerPx, relativeUncertainty = 0 }) =>
    umPerPx === undefined
      ? []
      : [{ id: calibrationId, atMs: Date.parse(at), value: umPerPx, spread: umPerPx * relativeUncertainty }],
  )
const colourPoints = (entries: readonly Calibration[]): CoursePoint[] =>
  entries.flatMap(({ calibrationId, at, deltaE }) =>
    deltaE === undefined ? [] : [{ id: calibrationId, atMs: Date.parse(at), value: deltaE }],
  )

const datedOf = ({ at, umPerPx, relativeUncertainty, deltaE }: Calibration) => ({
  at: Date.parse(at),
  ...(umPerPx !== undefined && { umPerPx }),
  ...(relativeUncertainty !== undefined && { relativeUncertainty }),
  ...(deltaE !== undefined && { deltaE }),
})

/** One device in one way of use: whether its scale and colours hold, their course, and each calibration. */
export function CourseCard({ course }: { course: Course }) {
  const { t } = useTranslation('calibration')
  const { deviceLabel, setting, longPx, entries } = course
  const [now] = useState(() => Date.now())
  const scales = scalePoints(entries)
  const colours = colourPoints(entries)
  const drift = driftOf(entries.map(datedOf), now)
  return (
    <Panel title={deviceLabel} note={t('setting', { setting: setting || t('anySetting'), longPx })}>
      <ScaleSaid drift={drift} />
      {drift.deltaE && <ColourSaid off={drift.alarms.includes('colour')} />}
      {drift.alarms.includes('old') && <OldSaid />}
      <div className={styles.charts}>
        <CourseChart title="scaleChart" summary="scaleSummary" points={scales} />
        <CourseChart title="colourChart" summary="colourSummary" points={colours} />
      </div>
      <Entries course={course} />
    </Panel>
  )
}

type ScaleState = 'none' | 'first' | 'steady' | 'moved'

function scaleStateOf({ scale, alarms }: Drift): ScaleState {
  if (!scale) return 'none'
  if (scale.n === 1) return 'first'
  return alarms.includes('scale') ? 'moved' : 'steady'
}

const tones: Readonly<Record<ScaleState, Tone>> = { none: 'plain', first: 'plain', steady: 'ok', moved: 'warn' }
const signs = { none: IconInfoCircle, first: IconInfoCircle, steady: IconCircleCheck, moved: IconAlertTriangle }

function ScaleSaid({ drift }: { drift: Drift }) {
  const { t } = useTranslation('calibration')
  const state = scaleStateOf(drift)
  const figures = { change: percentOf(drift.scaleChange ?? 0), limit: percentOf(driftLimits.scale) }
  return (
    <p className={styles.said} role={state === 'moved' ? 'alert' : undefined}>
      <StatusChip icon={signs[state]} word={t(`driftWord.${state}`)} tone={tones[state]} />
      <span>{t(`drift.${state}`, figures)}</span>
    </p>
  )
}

function ColourSaid({ off }: { off: boolean }) {
  const { t } = useTranslation('calibration')
  const state = off ? 'off' : 'good'
  return (
    <p className={styles.said} role={off ? 'alert' : undefined}>
      <StatusChip
        icon={off ? IconAlertTriangle : IconCircleCheck}
        word={t(`colourWord.${state}`)}
        tone={off ? 'warn' : 'ok'}
      />
      <span>{t(`colour.${state}`, { limit: driftLimits.deltaE })}</span>
    </p>
  )
}

function OldSaid() {
  const { t } = useTranslation('calibration')
  return (
    <p className={styles.said}>
      <StatusChip icon={IconAlertTriangle} word={t('oldWord')} tone="warn" />
      <span>{t('old', { days: driftLimits.days })}</span>
    </p>
  )
}

interface CourseChartProps {
  readonly title: 'scaleChart' | 'colourChart'
  readonly summary: 'scaleSummary' | 'colourSummary'
  readonly points: readonly CoursePoint[]
}

function CourseChart({ title, summary, points }: CourseChartProps) {
  const { t } = useTranslation('calibration')
  const last = points.at(-1)
  if (last?.value === undefined) return undefined
  const says = t(summary, {
    count: points.length,
    value: number.format(last.value),
    date: dayOf(new Date(last.atMs)),
  })
  return (
    <div>
      <h3>{t(title)}</h3>
      <Chart points={points} summary={says} />
    </div>
  )
}

function scaleText({ umPerPx, relativeUncertainty }: Calibration): string {
  if (umPerPx === undefined) return ''
  const value = number.format(umPerPx)
  return relativeUncertainty === undefined ? value : `${value} ± ${percentOf(relativeUncertainty)} %`
}

function Entries({ course: { entries, deviceLabel } }: { course: Course }) {
  const { t } = useTranslation('calibration')
  const columns: Column<Calibration>[] = [
    { key: 'at', head: t('at'), width: '150px', figures: true, cell: row => stampText(row.at) },
    { key: 'method', head: t('method'), width: '130px', cell: row => t(`methods.${row.method}`) },
    { key: 'scale', head: t('scale'), width: '160px', align: 'right', cell: scaleText },
    { key: 'deltaE', head: t('deltaE'), width: '80px', align: 'right', cell: row => row.deltaE?.toFixed(1) ?? '' },
    { key: 'by', head: t('by'), width: '180px', cell: row => row.by },
    { key: 'note', head: t('note'), minor: true, cell: row => row.note ?? '' },
  ]
  return (
    <DataTable
      label={t('table', { name: deviceLabel })}
      rows={entries.toReversed()}
      columns={columns}
      rowKey={row => row.calibrationId}
    />
  )
}
