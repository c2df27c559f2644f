import { useTranslation } from 'react-i18next'
import { dayOf, Panel, stampText } from '../ui/index.ts'
import { type Chart, showsDots } from './charts.ts'
import styles from './readings.module.css'
import { type Plot, plotOf } from './trend-geometry.ts'
import { unitText } from './units.ts'
import { useReadingWords } from './use-words.ts'

const box = { width: 400, height: 132 }
const margin = { left: 44, right: 12, top: 10, bottom: 26 }

/** The course of one number over time. What cannot be true breaks the line and stands as a mark at its foot. */
export function TrendChart({ chart }: { chart: Chart }) {
  const { t } = useTranslation()
  const { kindWord } = useReadingWords()
  const kind = kindWord(chart.kind)
  const name = chart.name === kind || chart.name === chart.kind ? kind : `${kind}: ${chart.name}`
  const unit = unitText(chart.unit)
  const plot = plotOf(chart.points, box)
  const numbers = chart.points.flatMap(({ value, atMs }) => (value === undefined ? [] : [{ value, atMs }]))
  const [first, last] = [numbers[0], numbers.at(-1)]
  const lastText = last && `${last.value} ${unit}`.trim()
  const summary =
    first && last
      ? t('trend.summary', {
          count: numbers.length,
          name,
          first: dayOf(new Date(first.atMs)),
          last: lastText ?? '',
          at: stampText(new Date(last.atMs)),
        })
      : t('trend.nothing', { name })
  return (
    <Panel title={name} note={unit}>
      <figure className={styles.chart}>
        {plot ? <Drawing chart={chart} plot={plot} summary={summary} /> : <p className={styles.line}>{summary}</p>}
        <figcaption className={styles.caption}>
          {lastText !== undefined && <strong className="figures">{t('trend.last', { value: lastText })}</strong>}
          <span>{t('trend.count', { count: numbers.length })}</span>
          {chart.marked > 0 && <span>{t('trend.marked', { count: chart.marked })}</span>}
        </figcaption>
      </figure>
    </Panel>
  )
}

function Drawing({ chart, plot, summary }: { chart: Chart; plot: Plot; summary: string }) {
  const ends = endsOf(chart)
  const said = new Map(
    chart.points.map(({ readingId, atMs, value }) => [readingId, `${stampText(new Date(atMs))}: ${value ?? '?'}`]),
  )
  const [width, height] = [box.width + margin.left + margin.right, box.height + margin.top + margin.bottom]
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the drawing takes its colours from the look
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      <g transform={`translate(${margin.left} ${margin.top})`}>
        <Axis plot={plot} />
        {plot.lines.map(points => (
          <polyline key={points} className={styles.course} points={points} />
        ))}
        {showsDots(chart) &&
          plot.dots.map(({ readingId, x, y }) => (
            <circle key={readingId} className={styles.dot} cx={x} cy={y} r={3}>
              <title>{said.get(readingId)}</title>
            </circle>
          ))}
        {plot.marks.map(({ readingId, x }) => (
          <path key={readingId} className={styles.triangle} d={`M${x - 4} ${box.height}h8l-4 -8z`}>
            <title>{said.get(readingId)}</title>
          </path>
        ))}
        {ends.map(({ atMs, x, anchor, words }) => (
          <text key={anchor} x={x} y={box.height + 20} textAnchor={anchor}>
            {words(new Date(atMs))}
          </text>
        ))}
      </g>
    </svg>
  )
}

/** The first and the last moment; the time of day too where both are on one day, and one label where both are the same. */
function endsOf({ points }: Chart) {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return []
  const isOneDay = dayOf(new Date(first.atMs)) === dayOf(new Date(last.atMs))
  const words = isOneDay ? stampText : dayOf
  if (first.atMs === last.atMs)
    return [{ atMs: first.atMs, x: box.width / 2, anchor: 'middle' as const, words: stampText }]
  return [
    { atMs: first.atMs, x: 0, anchor: 'start' as const, words },
    { atMs: last.atMs, x: box.width, anchor: 'end' as const, words },
  ]
}

function Axis({ plot }: { plot: Plot }) {
  return plot.scale.ticks.map(tick => (
    <g key={tick} transform={`translate(0 ${plot.yOf(tick)})`}>
      <line className={styles.rule} x2={box.width} />
      <text x={-8} y={4} textAnchor="end">
        {tick}
      </text>
    </g>
  ))
}
