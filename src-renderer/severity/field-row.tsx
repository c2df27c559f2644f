import { NumberInput, SegmentedControl } from '@mantine/core'
import { type KeyboardEvent, useId } from 'react'
import { depigmentations } from '../../src-shared/clinical/severity/areas.ts'
import type { Field } from '../../src-shared/clinical/severity/instrument.ts'
import styles from './severity.module.css'

interface FieldRowProps {
  readonly field: Field
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}

/** Grades are few enough to stand beside each other; everything else is typed. */
const isGrade = ({ min, max, step }: Field): boolean => (max - min) / step <= 6
const gradesOf = ({ min, max, step }: Field): readonly number[] =>
  Array.from({ length: Math.round((max - min) / step) + 1 }, (_, at) => min + at * step)

const wordOf = ({ options, min }: Field, grade: number): string | undefined =>
  Number.isInteger(grade) ? options?.[grade - min] : undefined

/** One field of a form: a row of grades, or a number with its unit. */
export function FieldRow({ field, value, onChange }: FieldRowProps) {
  const id = useId()
  return (
    <div className={styles.row} data-field={field.id}>
      <span id={id} className={styles.label}>
        {field.label}
      </span>
      {isGrade(field) ? (
        <Grades field={field} value={value} onChange={onChange} labelledBy={id} />
      ) : field.id.endsWith('.loss') ? (
        <Steps steps={depigmentations} value={value} onChange={onChange} labelledBy={id} />
      ) : (
        <NumberInput
          aria-labelledby={id}
          className={styles.number}
          value={value ?? ''}
          min={field.min}
          max={field.max}
          step={field.step}
          decimalScale={field.step < 1 ? 1 : 0}
          clampBehavior="none"
          suffix={field.unit ? ` ${field.unit}` : ''}
          onChange={typed => onChange(typeof typed === 'number' ? typed : undefined)}
        />
      )}
    </div>
  )
}

type RowProps = FieldRowProps & { readonly labelledBy: string }

/** Grades as radio buttons; a typed digit chooses its grade, Backspace empties the row. */
function Grades({ field, value, onChange, labelledBy }: RowProps) {
  const grades = gradesOf(field)
  const typed = (event: KeyboardEvent) => {
    if (event.key === 'Backspace') return onChange(undefined)
    const grade = grades.find(one => String(one) === event.key)
    if (grade !== undefined) onChange(grade)
  }
  const word = value === undefined ? undefined : wordOf(field, value)
  return (
    // The radio buttons inside take the focus; a digit or Backspace on one of them means the whole row.
    <span className={styles.grades} role="presentation" onKeyDown={typed}>
      <Segments grades={grades} value={value} onChange={onChange} labelledBy={labelledBy} />
      <span className={styles.word}>{word}</span>
    </span>
  )
}

function Steps({ steps, value, onChange, labelledBy }: Omit<RowProps, 'field'> & { steps: readonly number[] }) {
  return <Segments grades={steps} value={value} onChange={onChange} labelledBy={labelledBy} />
}

interface SegmentsProps {
  readonly grades: readonly number[]
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly labelledBy: string
}

function Segments({ grades, value, onChange, labelledBy }: SegmentsProps) {
  return (
    <SegmentedControl
      aria-labelledby={labelledBy}
      size="xs"
      data={grades.map(grade => ({ value: String(grade), label: String(grade) }))}
      value={value === undefined ? '' : String(value)}
      onChange={chosen => onChange(Number(chosen))}
    />
  )
}
