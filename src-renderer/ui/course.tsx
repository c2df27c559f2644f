import styles from './course.module.css'
import { type Band, type CoursePoint, type Plot, plotOf } from './course-geometry.ts'
import { dayOf, stampText } from './when.ts'

const box = { width: 400, height: 132 }
const margin = { left: 44, right: 12, top: 10, bottom: 26 }

interface CourseProps {
  /** Oldest first. */
  readonly points: readonly CoursePoint[]
  /** Says in words what the drawing shows. */
  readonly summary: string
  /** Without dots the line stands alone: many of them would be one thick line. */
  readonly dots?: boolean
  /** Where values are expected to lie: drawn behind the line. */
  readonly band?: Band
}

/** The course of one number over time. What has no number breaks the line and stands as a mark at its foot. */
export function Course({ points, summary, dots = true, band = {} }: CourseProps) {
  const plot = plotOf(points, box, band)
  return (
    <div className={styles.course}>
      {plot ? (
        <Drawing points={points} plot={plot} summary={summary} dots={dots} band={band} />
      ) : (
        <p className={styles.nothing}>{summary}</p>
      )}
    </div>
  )
}

function Drawing({ points, plot, summary, dots, band = {} }: CourseProps & { plot: Plot }) {
  const said = new Map(points.map(({ id, atMs, value }) => [id, `${stampText(new Date(atMs))}: ${value ?? '?'}`]))
  const [width, height] = [box.width + margin.left + margin.right, box.height + margin.top + margin.bottom]
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the drawing takes its colours from the look
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      <g transform={`translate(${margin.left} ${margin.top})`}>
        <BandStripe band={band} plot={plot} />
        <Axis plot={plot} />
        {plot.lines.map(line => (
          <polyline key={line} className={styles.line} points={line} />
        ))}
        {plot.dots.map(
          ({ id, x, bar }) => bar && <path key={id} className={styles.bar} d={`M${x} ${bar[0]}V${bar[1]}`} />,
        )}
        {dots &&
          plot.dots.map(({ id, x, y }) => (
            <circle key={id} className={styles.dot} cx={x} cy={y} r={3}>
              <title>{said.get(id)}</title>
            </circle>
          ))}
        {plot.marks.map(({ id, x }) => (
          <path key={id} className={styles.mark} d={`M${x - 4} ${box.height}h8l-4 -8z`}>
            <title>{said.get(id)}</title>
          </path>
        ))}
        {endsOf(points).map(({ atMs, x, anchor, words }) => (
          <text key={anchor} x={x} y={box.height + 20} textAnchor={anchor}>
            {words(new Date(atMs))}
          </text>
        ))}
      </g>
    </svg>
  )
}

/** The first and the last moment; the time of day too where both are on one day, and one label where both are the same. */
function endsOf(points: readonly CoursePoint[]) {
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

/** The stripe of the band and its edges; an open end runs to the end of the drawing. */
function BandStripe({ band: { low, high }, plot }: { band: Band; plot: Plot }) {
  if (low === undefined && high === undefined) return undefined
  const [top, bottom] = [high === undefined ? 0 : plot.yOf(high), low === undefined ? box.height : plot.yOf(low)]
  return (
    <>
      <rect className={styles.band} width={box.width} y={top} height={Math.max(0, bottom - top)} />
      {[low, high].map(
        end => end !== undefined && <path key={end} className={styles.edge} d={`M0 ${plot.yOf(end)}H${box.width}`} />,
      )}
    </>
  )
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
