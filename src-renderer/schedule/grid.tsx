import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { clockIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow } from '../../src-shared/contract/schedule.ts'
import { hoursOf, type Placed, placedOf } from './geometry.ts'
import styles from './schedule.module.css'

/** One column: a resource's day, or a day. */
export interface Lane {
  readonly key: string
  readonly head: string
  readonly rows: readonly AppointmentRow[]
}

interface GridProps {
  readonly label: string
  readonly lanes: readonly Lane[]
  readonly zone: string
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

const pxPerMinute = 1.4

/** Times downwards, columns side by side. */
export function Grid({ label, lanes, zone, chosen, onChoose }: GridProps) {
  const { kindOf, stateOf } = useWords()
  const { from, to } = hoursOf(
    lanes.flatMap(({ rows }) => rows),
    zone,
  )
  const hours = Array.from({ length: to - from }, (_, index) => from + index)
  const heightPx = hours.length * 60 * pxPerMinute
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys
    <section className={styles.grid} aria-label={label} tabIndex={0}>
      <div className={styles.hours} aria-hidden>
        <div className={styles.head} />
        {hours.map(hour => (
          <div key={hour} className={styles.hour} style={{ height: 60 * pxPerMinute }}>
            {String(hour).padStart(2, '0')}:00
          </div>
        ))}
      </div>
      {lanes.map(({ key, head, rows }) => (
        <div key={key} className={styles.lane}>
          <h3 className={styles.head}>{head}</h3>
          <ul className={styles.times} style={{ height: heightPx, backgroundSize: `100% ${60 * pxPerMinute}px` }}>
            {placedOf(rows, zone, from).map(placed => (
              <Block
                key={placed.row.appointmentId}
                {...placed}
                clock={placed.row.start ? clockIn(placed.row.start, zone) : ''}
                kind={kindOf(placed.row.kind)}
                state={stateOf(placed.row.state)}
                isChosen={placed.row.appointmentId === chosen}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** Each word asked for once: looked up for every one of hundreds of blocks they cost more than the blocks. */
function useWords() {
  const { t } = useTranslation('schedule')
  return useMemo(
    () => ({
      kindOf: once((kind: AppointmentRow['kind']) => t(`kinds.${kind}`)),
      stateOf: once((state: AppointmentRow['state']) => t(`state.${state}`)),
    }),
    [t],
  )
}

function once<Key>(word: (key: Key) => string): (key: Key) => string {
  const known = new Map<Key, string>()
  return key => {
    const found = known.get(key) ?? word(key)
    known.set(key, found)
    return found
  }
}

/** A patient's name, or what the time is kept for. */
export const whoOf = ({ patient }: AppointmentRow, otherwise: string): string =>
  patient ? [patient.family, patient.given].filter(Boolean).join(', ') : otherwise

interface BlockProps extends Placed {
  readonly clock: string
  /** Both in words. */
  readonly kind: string
  readonly state: string
  readonly isChosen: boolean
  readonly onChoose: (id: string) => void
}

const Block = memo(function Block(props: BlockProps) {
  const { row, topMinutes, minutes, lane, lanes, clock, kind, state, isChosen, onChoose } = props
  const style = {
    top: topMinutes * pxPerMinute,
    height: Math.max(18, minutes * pxPerMinute - 1),
    left: `${(lane / lanes) * 100}%`,
    width: `${100 / lanes}%`,
  }
  return (
    <li className={styles.slot} style={style}>
      <button
        type="button"
        className={styles.block}
        data-state={row.state}
        aria-pressed={isChosen}
        title={`${kind}, ${state}`}
        onClick={() => onChoose(row.appointmentId)}
      >
        {`${clock} `}
        <strong>{whoOf(row, kind)}</strong>
        {row.patient && ` ${kind}`}
        {row.state !== 'booked' && <em> {state}</em>}
      </button>
    </li>
  )
})
