import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { bodySites } from '../../src-shared/clinical/body-sites.ts'
import type { DoseUnit, PrescriptionDraft, SigStep, Weekday } from '../../src-shared/clinical/prescribing/types.ts'
import { frequencyOf, isDecimal, type Often, oftenNames, oftenOf, present, unitsOf, withText } from './draft.ts'
import styles from './prescribing.module.css'

export interface DraftProps {
  readonly draft: PrescriptionDraft
  readonly onDraft: (draft: PrescriptionDraft) => void
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const siteChoices = bodySites.map(({ code, label }) => ({ value: code, label }))

/** The directions, step by step: nothing in them is free text that a rule could not read. */
export function SigFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const { sig } = draft
  const setSteps = (steps: SigStep[]) => onDraft({ ...draft, sig: { ...sig, steps } })
  const last = sig.steps.at(-1)
  return (
    <>
      {sig.steps.map((step, at) => (
        <StepRow
          // oxlint-disable-next-line react/no-array-index-key -- a step is its place in the row
          key={at}
          step={step}
          number={at + 1}
          units={unitsOf[sig.route]}
          onStep={next => setSteps(sig.steps.with(at, next))}
          {...(sig.steps.length > 1 && { onDrop: () => setSteps(sig.steps.toSpliced(at, 1)) })}
        />
      ))}
      {last && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => setSteps([...sig.steps, { ...last, days: last.days ?? 7 }])}
        >
          {t('addStep')}
        </Button>
      )}
    </>
  )
}

/** Where on the skin. */
export function SiteField({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  return (
    <MultiSelect
      label={t('sites')}
      data={siteChoices}
      value={draft.sig.sites}
      searchable
      limit={30}
      onChange={sites => onDraft({ ...draft, sig: { ...draft.sig, sites } })}
    />
  )
}

/** When it is not taken always, and what the patient is told beside it. */
export function NoteFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const { sig } = draft
  return (
    <div className={styles.row}>
      <TextInput
        label={t('asNeeded')}
        value={sig.asNeeded ?? ''}
        maxLength={200}
        onChange={event =>
          onDraft({ ...draft, sig: present({ ...sig, ...withText('asNeeded', event.currentTarget.value) }) })
        }
      />
      <TextInput
        label={t('patientNote')}
        value={sig.patientNote ?? ''}
        maxLength={500}
        onChange={event =>
          onDraft({ ...draft, sig: present({ ...sig, ...withText('patientNote', event.currentTarget.value) }) })
        }
      />
    </div>
  )
}

interface StepProps {
  readonly step: SigStep
  readonly number: number
  readonly units: readonly DoseUnit[]
  readonly onStep: (step: SigStep) => void
  readonly onDrop?: () => void
}

function StepRow({ step, number, units, onStep, onDrop }: StepProps) {
  const { t } = useTranslation('prescribing')
  return (
    <fieldset
      className={styles.row}
      aria-label={t('stepNumber', { number })}
      style={{ border: 0, margin: 0, padding: 0 }}
    >
      <TextInput
        label={t('dose')}
        value={step.dose}
        error={!isDecimal(step.dose)}
        onChange={event => onStep({ ...step, dose: event.currentTarget.value.trim().replace(',', '.') })}
      />
      <Select
        label={t('unit')}
        data={[...new Set([...units, step.unit])].map(value => ({ value, label: t(`units.${value}`) }))}
        value={step.unit}
        allowDeselect={false}
        onChange={unit => unit && onStep({ ...step, unit: unit as DoseUnit })}
      />
      <OftenFields step={step} onStep={onStep} />
      <NumberInput
        size="xs"
        label={t('days')}
        value={step.days ?? ''}
        min={1}
        max={730}
        allowDecimal={false}
        onChange={days => onStep(present({ ...step, days: typeof days === 'number' && days > 0 ? days : undefined }))}
      />
      {onDrop && (
        <ActionIcon variant="default" aria-label={t('dropStep', { number })} onClick={onDrop}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </fieldset>
  )
}

function OftenFields({ step, onStep }: Pick<StepProps, 'step' | 'onStep'>) {
  const { t } = useTranslation('prescribing')
  const { frequency } = step
  const day = frequency.kind === 'weekly' ? frequency.days[0] : undefined
  return (
    <>
      <Select
        label={t('often')}
        data={oftenNames.map(value => ({ value, label: t(`oftens.${value}`) }))}
        value={oftenOf(frequency) ?? ''}
        allowDeselect={false}
        onChange={name => name && onStep({ ...step, frequency: frequencyOf(name as Often, day) })}
      />
      {frequency.kind === 'weekly' && frequency.times === 1 && (
        <Select
          label={t('weekday')}
          data={weekdays.map(value => ({ value, label: t(`weekdays.${value}`) }))}
          value={day ?? ''}
          onChange={chosen =>
            onStep({ ...step, frequency: frequencyOf('weekly-1', (chosen ?? undefined) as Weekday | undefined) })
          }
        />
      )}
    </>
  )
}
