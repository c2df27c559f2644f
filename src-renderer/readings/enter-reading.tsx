import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isImplausible, type MeasurePart, measureOf, measures } from '../../src-shared/clinical/measures.ts'
import { unitText } from '../../src-shared/clinical/unit-text.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { clockText, Failed, isoDayOf, tell } from '../ui/index.ts'
import { decimalFrom, momentOf, timeFrom } from '../ui/moment.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './readings.module.css'

type Drafts = Readonly<Record<number, { readonly value?: string; readonly unit?: string }>>

const kinds = Object.entries(measures).map(([value, { name }]) => ({ value, label: name }))
const partsOf = (kind: string): readonly MeasurePart[] => measureOf(kind)?.parts ?? []
/** A blood pressure is two numbers at least; of everything else the first says what it is. */
const isNeeded = (kind: string, at: number): boolean => at === 0 || (kind === 'blood-pressure' && at === 1)
const unitOf = (part: MeasurePart, drafts: Drafts): string =>
  drafts[part.mdc]?.unit ?? Object.keys(part.units)[0] ?? '1'

const clockSlackMs = 60_000

const numbersOf = (kind: string, drafts: Drafts) =>
  partsOf(kind).flatMap(part => {
    const value = decimalFrom(drafts[part.mdc]?.value ?? '')
    return value === undefined ? [] : [{ mdc: part.mdc, value, unit: unitOf(part, drafts) }]
  })

const isWhole = (kind: string, drafts: Drafts): boolean =>
  partsOf(kind).every(({ mdc }, at) => {
    const typed = drafts[mdc]?.value?.trim() ?? ''
    return typed === '' ? !isNeeded(kind, at) : decimalFrom(typed) !== undefined
  })

/** A reading typed in by hand, beside the readings there are. */
export function EnterReading({ patientId, onClose }: { patientId: PatientId; onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState('blood-pressure')
  const [drafts, setDrafts] = useState<Drafts>({})
  const [day, setDay] = useState(() => isoDayOf(new Date()))
  const [time, setTime] = useState(() => clockText(new Date()))
  const add = useMutation(
    useCutis().monitoring.enter.mutationOptions({
      onSuccess: () => {
        setDrafts({})
        tell(t('enter.added'))
      },
    }),
  )
  const measuredAt = momentOf(day, time)
  const [future, setFuture] = useState(false)
  const whole = isWhole(kind, drafts) && measuredAt !== undefined
  const change = (chosen: string | null) => {
    setKind(chosen ?? kind)
    setDrafts({})
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!whole) return
    const isFuture = Date.parse(measuredAt) > Date.now() + clockSlackMs
    setFuture(isFuture)
    if (!isFuture) add.mutate({ patientId, reading: { kind, parts: numbersOf(kind, drafts), measuredAt } })
  }
  return (
    <SidePanel title={t('readings.enter')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Select label={t('enter.measure')} data={kinds} value={kind} allowDeselect={false} onChange={change} />
        {partsOf(kind).map((part, at) => (
          <PartField
            key={`${kind} ${part.mdc}`}
            part={part}
            unit={unitOf(part, drafts)}
            typed={drafts[part.mdc]?.value ?? ''}
            needed={isNeeded(kind, at)}
            first={at === 0}
            onChange={draft => setDrafts({ ...drafts, [part.mdc]: { ...drafts[part.mdc], ...draft } })}
          />
        ))}
        <div className={styles.pair}>
          <DayField className={styles.grow} label={t('enter.day')} value={day} onChange={setDay} />
          <TimeField value={time} onChange={setTime} />
        </div>
        {future && <p role="alert">{t('enter.future')}</p>}
        {add.error && <Failed error={add.error} />}
        <Button type="submit" disabled={!whole} loading={add.isPending}>
          {t('enter.add')}
        </Button>
      </form>
    </SidePanel>
  )
}

function TimeField({ value, onChange }: { value: string; onChange: (time: string) => void }) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={t('enter.time')}
      placeholder="14:05"
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      error={value.length > 3 && timeFrom(value) === undefined && t('enter.wrongTime')}
      autoComplete="off"
    />
  )
}

interface PartFieldProps {
  readonly part: MeasurePart
  readonly unit: string
  readonly typed: string
  readonly needed: boolean
  readonly first: boolean
  readonly onChange: (draft: { value?: string; unit?: string }) => void
}

function PartField({ part, unit, typed, needed, first, onChange }: PartFieldProps) {
  const { t } = useTranslation()
  const here = useFocusHere<HTMLInputElement>()
  const value = decimalFrom(typed)
  const isWrong = typed.trim() !== '' && value === undefined
  const isOdd = value !== undefined && isImplausible(part, value, unit)
  const units = Object.keys(part.units).map(ucum => ({ value: ucum, label: unitText(ucum) }))
  return (
    <div className={styles.pair}>
      <TextInput
        ref={first ? here : undefined}
        className={styles.grow}
        label={needed ? part.name : t('enter.optional', { part: part.name })}
        inputMode="decimal"
        value={typed}
        maxLength={14}
        onChange={event => onChange({ value: event.currentTarget.value })}
        error={isWrong && t('enter.notNumber')}
        description={isOdd ? t('enter.implausible') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
      />
      <Select
        className={styles.unit}
        label={<span className="visually-hidden">{t('enter.unit', { part: part.name })}</span>}
        data={units}
        value={unit}
        allowDeselect={false}
        onChange={chosen => onChange({ unit: chosen ?? unit })}
      />
    </div>
  )
}
