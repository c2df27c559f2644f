import { Textarea } from '@mantine/core'
import { IconDeviceFloppy, IconEraser } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewId } from '../../src-shared/clinical/body-map.ts'
import { type BodyPart, siteOf } from '../../src-shared/clinical/body-sites.ts'
import { type Inputs, type Instrument, outcomeOf, resultOf } from '../../src-shared/clinical/severity/instrument.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { BodyMap } from '../ui/body-map.tsx'
import { ActionButton, Failed, Panel, type PlaceProps, tell, useActions } from '../ui/index.ts'
import type { Scored } from './course.ts'
import { FieldRow } from './field-row.tsx'
import { Outcome } from './outcome.tsx'
import { ScoreCourse } from './score-course.tsx'
import styles from './severity.module.css'

interface FormProps extends PlaceProps<'severity'> {
  readonly instrument: Instrument
  readonly scores: readonly Scored[]
}

/** Which group of a form a place on the body belongs to, by the beginning of its fields' names. */
const regionOf: Readonly<Record<BodyPart, readonly string[]>> = {
  head: ['head', 'face'],
  neck: ['head', 'face'],
  'trunk-front': ['trunk'],
  'trunk-back': ['trunk'],
  arm: ['arms'],
  hand: ['hands', 'arms'],
  leg: ['legs'],
  foot: ['feet', 'legs'],
}

const groupsOf = ({ fields }: Instrument): readonly (string | undefined)[] => [
  ...new Set(fields.map(({ group }) => group)),
]
const isRegional = ({ fields }: Instrument): boolean => fields.some(({ id }) => id.startsWith('trunk.'))

/** The form of one instrument with its running result, and the course of earlier scores beside it. */
export function SeverityForm({ place, instrument, scores }: FormProps) {
  const [inputs, setInputs] = useState<Inputs>({})
  const form = useRef<HTMLDivElement>(null)
  const set = (id: string, value: number | undefined) => {
    const { [id]: _before, ...others } = inputs
    setInputs(value === undefined ? others : { ...others, [id]: value })
  }
  const goToPart = (code: string) => {
    const names = regionOf[siteOf(code)?.part ?? 'trunk-front']
    const found = names
      .map(name => form.current?.querySelector<HTMLElement>(`[data-field^="${name}."] input`))
      .find(Boolean)
    found?.scrollIntoView({ block: 'center' })
    found?.focus()
  }
  return (
    <>
      <div ref={form} className={styles.form}>
        <Groups instrument={instrument} inputs={inputs} onChange={set} />
      </div>
      <div className={styles.side}>
        <Result place={place} instrument={instrument} inputs={inputs} onClear={() => setInputs({})} />
        <ScoreCourse instrument={instrument} scores={scores} onUse={setInputs} />
        {isRegional(instrument) && <Regions onPart={goToPart} />}
      </div>
    </>
  )
}

interface GroupsProps {
  readonly instrument: Instrument
  readonly inputs: Inputs
  readonly onChange: (id: string, value: number | undefined) => void
}

function Groups({ instrument, inputs, onChange }: GroupsProps) {
  const { t } = useTranslation('severity')
  return groupsOf(instrument).map(group => (
    <Panel key={group ?? ''} title={group ?? (instrument.totalOnly ? t('entered') : instrument.name)}>
      {instrument.fields
        .filter(field => field.group === group)
        .map(field => (
          <FieldRow
            key={field.id}
            field={field}
            value={inputs[field.id]}
            onChange={value => onChange(field.id, value)}
          />
        ))}
    </Panel>
  ))
}

interface ResultProps extends PlaceProps<'severity'> {
  readonly instrument: Instrument
  readonly inputs: Inputs
  readonly onClear: () => void
}

/** What the form comes to, and the act that keeps it. */
function Result({ place, instrument, inputs, onClear }: ResultProps) {
  const { t } = useTranslation('severity')
  const [note, setNote] = useState('')
  const clear = () => {
    onClear()
    setNote('')
  }
  const save = useSave({ place, instrument }, { inputs, note, clear })
  return (
    <Panel title={t('result')}>
      <Outcome instrument={instrument} outcome={outcomeOf(instrument, inputs)} />
      <Textarea
        label={t('note')}
        value={note}
        maxLength={2000}
        autosize
        maxRows={4}
        onChange={event => setNote(event.currentTarget.value)}
      />
      {save.error && <Failed error={save.error} />}
      <div className={styles.buttons}>
        <ActionButton action={save.clear} />
        <ActionButton action={save.action} variant="filled" />
      </div>
      {instrument.notice !== undefined && <p className={styles.fine}>{instrument.notice}</p>}
      <p className={styles.fine}>
        {t('source', { source: instrument.source })} · {t('formula', { version: instrument.version })}
      </p>
    </Panel>
  )
}

interface Draft {
  readonly inputs: Inputs
  readonly note: string
  readonly clear: () => void
}

function useSave({ place, instrument }: Pick<FormProps, 'place' | 'instrument'>, { inputs, note, clear }: Draft) {
  const { t } = useTranslation('severity')
  const { role } = useMe()
  const { patientId, caseId } = place
  const put = useMutation(
    useCutis().review.put.mutationOptions({
      onSuccess: () => {
        clear()
        tell(t('saved'))
      },
    }),
  )
  const outcome = outcomeOf(instrument, inputs)
  const result = resultOf(outcome)
  const perform = () => {
    if (!result || put.isPending) return
    const { id, version } = instrument
    put.mutate({
      markId: crypto.randomUUID(),
      patientId,
      ...(caseId && { caseId }),
      body: { kind: 'severity', instrument: id, version, inputs, ...result, ...(note.trim() && { note: note.trim() }) },
    })
  }
  const count = outcome.kind === 'incomplete' ? outcome.missing.length : 0
  const why = () => {
    if (!may(role, 'mark.write')) return t('notYours')
    return result ? undefined : count > 0 ? t('missing', { count }) : t('notEvaluable')
  }
  const group = t('group')
  const [action, empty] = useActions([
    {
      id: 'severity.save',
      label: t('save'),
      icon: IconDeviceFloppy,
      shortcut: 'mod+enter',
      perform,
      disabledWhy: why(),
      group,
    },
    { id: 'severity.clear', label: t('clear'), icon: IconEraser, perform: clear, group },
  ])
  return { action, clear: empty, error: put.error }
}

function Regions({ onPart }: { onPart: (code: string) => void }) {
  const { t } = useTranslation('severity')
  const [viewId, setViewId] = useState<ViewId>('front')
  return (
    <Panel title={t('map')}>
      <p className={styles.fine}>{t('mapHint')}</p>
      <div className={styles.map}>
        <BodyMap viewId={viewId} onView={setViewId} onPick={({ siteCode }) => onPart(siteCode)} />
      </div>
    </Panel>
  )
}
