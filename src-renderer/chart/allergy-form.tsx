import { Button, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codesFor } from '../../src-shared/clinical/prescribing/substances.ts'
import type { ChartAllergy, NewAllergy } from '../../src-shared/contract/chart.ts'
import { useCutis } from '../link/index.ts'
import styles from './chart.module.css'
import {
  ChartForm,
  type FormProps,
  filled,
  isPartDate,
  NoteField,
  PartDateField,
  partDate,
  typedDate,
  useSaved,
} from './form-parts.tsx'
import { SubstanceField } from './substance-field.tsx'
import { useFreshId } from './use-fresh-id.ts'

type Reaction = NewAllergy['reactions'][number]
type Said = Omit<NewAllergy, 'recordId' | 'patientId'>

const kinds = ['allergy', 'intolerance'] as const
const criticalities = ['high', 'low', 'unable-to-assess'] as const
const verifications = ['confirmed', 'unconfirmed', 'refuted'] as const
const severities = ['mild', 'moderate', 'severe'] as const

interface Draft extends Omit<Said, 'codes' | 'onset' | 'note'> {
  readonly onset: string
  readonly note: string
}

const empty: Draft = {
  substance: '',
  verification: 'unconfirmed',
  active: true,
  reactions: [{ text: '' }],
  onset: '',
  note: '',
}

const draftOf = (before: ChartAllergy | undefined): Draft => {
  if (before === undefined) return empty
  const { substance, kind, criticality, active, reactions, onset, note = '' } = before
  return {
    substance,
    kind,
    criticality,
    verification: verifications.find(one => one === before.verification) ?? 'unconfirmed',
    active,
    reactions: reactions.length > 0 ? [...reactions] : [{ text: '' }],
    onset: typedDate(onset),
    note,
  }
}

/** Codes that came with the line stay with its words. */
const codesWith = (substance: string, before: ChartAllergy | undefined) =>
  before?.substance === substance && before.codes.length > 0 ? before.codes : codesFor(substance, 'allergy')

const saidOf = (draft: Draft, before: ChartAllergy | undefined): Said => {
  const { substance: typed, kind, criticality, verification, active, reactions } = draft
  const substance = typed.trim()
  return {
    substance,
    codes: codesWith(substance, before),
    ...(kind && { kind }),
    ...(criticality && { criticality }),
    verification,
    active,
    reactions: reactions.filter(({ text }) => text.trim() !== '').map(one => ({ ...one, text: one.text.trim() })),
    ...partDate('onset', draft.onset),
    ...filled('note', draft.note),
  }
}

/** An allergy or intolerance: what of, how sure, how bad. */
export function AllergyForm({ before, ...props }: FormProps & { readonly before: ChartAllergy | undefined }) {
  const { t } = useTranslation('chart')
  const { chart } = useCutis()
  const [draft, setDraft] = useState(() => draftOf(before))
  const fresh = useFreshId()
  const onSuccess = useSaved(props.onDone)
  const add = useMutation(chart.addAllergy.mutationOptions({ onSuccess }))
  const change = useMutation(chart.changeAllergy.mutationOptions({ onSuccess }))
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const submit = () => {
    const said = saidOf(draft, before)
    if (before) change.mutate({ recordId: before.recordId, seenAt: before.updatedAt, ...said })
    else add.mutate({ recordId: fresh(said), patientId: props.patientId, ...said })
  }
  return (
    <ChartForm
      title={before ? before.substance : t('add.allergies')}
      whole={draft.substance.trim() !== '' && isPartDate(draft.onset)}
      saving={before ? change : add}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <SubstanceField of="allergy" value={draft.substance} onChange={substance => set({ substance })} />
      <Reactions reactions={draft.reactions} onChange={reactions => set({ reactions })} />
      <Choices draft={draft} onChange={set} />
      {before && (
        <Switch
          label={t('isActive')}
          checked={draft.active}
          onChange={event => set({ active: event.currentTarget.checked })}
        />
      )}
      <PartDateField label={t('onset')} value={draft.onset} onChange={onset => set({ onset })} />
      <NoteField value={draft.note} onChange={note => set({ note })} />
    </ChartForm>
  )
}

function Choices({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation('chart')
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t('criticality')}
          placeholder={t('notSaid')}
          data={criticalities.map(value => ({ value, label: t(`criticalities.${value}`) }))}
          value={draft.criticality ?? null}
          onChange={chosen => onChange({ criticality: criticalities.find(one => one === chosen) })}
        />
        <Select
          label={t('verification')}
          data={verifications.map(value => ({ value, label: t(`verifications.${value}`) }))}
          value={draft.verification}
          allowDeselect={false}
          onChange={chosen =>
            onChange({ verification: verifications.find(one => one === chosen) ?? draft.verification })
          }
        />
      </div>
      <Select
        label={t('kind')}
        placeholder={t('notSaid')}
        data={kinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
        value={draft.kind ?? null}
        onChange={chosen => onChange({ kind: kinds.find(one => one === chosen) })}
      />
    </>
  )
}

interface ReactionsProps {
  readonly reactions: readonly Reaction[]
  readonly onChange: (reactions: Reaction[]) => void
}

function Reactions({ reactions, onChange }: ReactionsProps) {
  const { t } = useTranslation('chart')
  const set = (at: number, reaction: Reaction) =>
    onChange(reactions.map((one, index) => (index === at ? reaction : one)))
  return (
    <>
      {reactions.map((reaction, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows are only ever added at the end
        <div key={at} className={styles.pair}>
          <TextInput
            className={styles.grow}
            label={t('reaction', { number: at + 1 })}
            value={reaction.text}
            maxLength={200}
            onChange={event => set(at, { ...reaction, text: event.currentTarget.value })}
          />
          <Select
            className={styles.narrow}
            aria-label={t('reactionSeverity', { number: at + 1 })}
            placeholder={t('notSaid')}
            data={severities.map(value => ({ value, label: t(`severities.${value}`) }))}
            value={reaction.severity ?? null}
            onChange={chosen => {
              const severity = severities.find(one => one === chosen)
              set(at, { text: reaction.text, ...(severity && { severity }) })
            }}
          />
        </div>
      ))}
      {reactions.length < 20 && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...reactions, { text: '' }])}
        >
          {t('moreReactions')}
        </Button>
      )}
    </>
  )
}
