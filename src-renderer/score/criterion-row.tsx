import { Tooltip } from '@mantine/core'
import { IconInfoCircle, IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Criterion } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import { drawingOf } from './drawings.ts'
import styles from './score.module.css'
import type { Tick } from './ticks.ts'

interface CriterionRowProps {
  readonly criterion: Criterion
  readonly name: string
  readonly tick: Tick | undefined
  /** Its number on the picture, once it has a place. */
  readonly number: number | undefined
  /** Cannot be seen on this picture. */
  readonly hidden: boolean
  /** The next ring is for it. */
  readonly isTarget: boolean
  readonly isLooked: boolean
  readonly onAnswer: (value: boolean | number) => void
  readonly onLook: (on: boolean) => void
  readonly onDraw: () => void
  readonly onRemove: (at: number) => void
}

/** One criterion: its drawing, its words, its answer, and its places. */
export function CriterionRow(props: CriterionRowProps) {
  const { t } = useTranslation('score')
  const { criterion, name, tick, number, hidden, isTarget, isLooked, onLook } = props
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- pointing at the row only lights its places up; keys do it by focus
    <div
      className={styles.row}
      data-looked={isLooked || undefined}
      data-target={isTarget || undefined}
      onMouseEnter={() => onLook(true)}
      onMouseLeave={() => onLook(false)}
      onFocus={() => onLook(true)}
      onBlur={() => onLook(false)}
    >
      <Drawing code={criterion.code} />
      <span className={styles.name}>
        {number !== undefined && <strong className={styles.number}>{number}</strong>}
        {name}
        <About {...props} />
        {hidden && <span className={styles.soft}>{t('hidden')}</span>}
        {tick?.suggested && <span className={styles.soft}>{t('taken')}</span>}
        {isTarget && <span className={styles.soft}>{t('drawing')}</span>}
      </span>
      {hidden ? undefined : criterion.grades ? <Grades {...props} /> : <Presence {...props} />}
      <Places {...props} />
    </div>
  )
}

function About({ criterion: { definition, source }, name }: CriterionRowProps) {
  const { t } = useTranslation('score')
  return (
    <Tooltip
      label={`${definition} ${t('source')}: ${source}`}
      multiline
      w={280}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={styles.about} aria-label={t('about', { name })}>
        <IconInfoCircle size={14} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  )
}

function Drawing({ code }: { code: string }) {
  const { lines, discs = [], areas } = drawingOf(code)
  return (
    <svg className={styles.drawing} viewBox="0 0 24 24" aria-hidden="true">
      {areas !== undefined && <path className={styles.drawnArea} d={areas} />}
      {lines !== undefined && <path className={styles.drawnLine} d={lines} />}
      {discs.map(([x, y, r]) => (
        <circle key={`${x} ${y}`} className={styles.drawnDisc} cx={x} cy={y} r={r} />
      ))}
    </svg>
  )
}

/** Present and absent; a presence that needs a place is ticked by drawing it. */
function Presence({ criterion: { code, needsRegion }, name, tick, onAnswer, onDraw }: CriterionRowProps) {
  const { t } = useTranslation('score')
  const isPresent = tick?.value === true
  const draws = needsRegion && !isPresent
  return (
    <span className={styles.answers}>
      <button
        type="button"
        id={`tick-${code}`}
        className={styles.answer}
        aria-pressed={isPresent}
        aria-label={t(draws ? 'drawOf' : 'presentOf', { name })}
        onClick={() => (draws ? onDraw() : onAnswer(true))}
      >
        {t('present')}
      </button>
      <button
        type="button"
        className={styles.answer}
        aria-pressed={tick?.value === false}
        aria-label={t('absentOf', { name })}
        onClick={() => onAnswer(false)}
      >
        {t('absent')}
      </button>
    </span>
  )
}

function Grades({ criterion: { code, grades = [0] }, name, tick, onAnswer }: CriterionRowProps) {
  const [first, ...words] = grades
  return (
    <fieldset className={styles.answers} aria-label={name}>
      {words.map((word, at) => (
        <button
          key={word}
          type="button"
          id={at === 0 ? `tick-${code}` : undefined}
          className={styles.answer}
          data-narrow={words.length > 4 || undefined}
          aria-pressed={tick?.value === first + at}
          onClick={() => onAnswer(first + at)}
        >
          {word}
        </button>
      ))}
    </fieldset>
  )
}

/** The places of a criterion: each can be taken away, another can be drawn. */
function Places({ name, tick, number, onDraw, onRemove }: CriterionRowProps) {
  const { t } = useTranslation('score')
  if (!tick || tick.regions.length === 0 || number === undefined) return undefined
  return (
    <span className={styles.places}>
      {tick.regions.map((ring, at) => {
        const mark = tick.regions.length > 1 ? `${number}${String.fromCodePoint(97 + at)}` : String(number)
        return (
          <button
            key={ring.join(' ')}
            type="button"
            className={styles.place}
            aria-label={t('removePlace', { mark, name })}
            onClick={() => onRemove(at)}
          >
            {mark}
            <IconX size={12} stroke={2} aria-hidden />
          </button>
        )
      })}
      <button type="button" className={styles.place} aria-label={t('moreOf', { name })} onClick={onDraw}>
        <IconPlus size={12} stroke={2} aria-hidden />
      </button>
    </span>
  )
}
