import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { Failed, isoDayOf, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patient.module.css'

type Confirmation = MarkOf<'confirmation'>
const hows = ['histopathology', 'serial-imaging', 'expert-consensus', 'confocal', 'clinical'] as const

interface ConfirmLesionProps {
  readonly lesion: Lesion
  /** What was entered before: it is replaced, and stays in the history. */
  readonly before: Mark | undefined
  readonly onClose: () => void
}

const startOf = (before: Mark | undefined): Confirmation =>
  before?.body.kind === 'confirmation'
    ? before.body
    : { kind: 'confirmation', how: 'histopathology', label: '', on: isoDayOf(new Date()) }

/** What a lesion turned out to be, as its report says it. */
export function ConfirmLesion({ lesion, before, onClose }: ConfirmLesionProps) {
  const { t } = useTranslation('follow')
  const [draft, setDraft] = useState(() => startOf(before))
  const here = useFocusHere<HTMLInputElement>()
  const keep = useMutation(
    useCutis().review.put.mutationOptions({
      onSuccess: () => {
        tell(t('confirmed'))
        onClose()
      },
    }),
  )
  const whole = draft.label.trim() !== '' && draft.on !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!whole) return
    const { lesionId, patientId } = lesion
    const { specimen, ...body } = { ...draft, label: draft.label.trim() }
    keep.mutate({
      markId: crypto.randomUUID(),
      patientId,
      lesionId,
      ...(before && { replaces: before.markId }),
      body: { ...body, ...(specimen?.trim() && { specimen: specimen.trim() }) },
    })
  }
  return (
    <SidePanel title={`${t('confirm')}: ${lesion.label}`} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          ref={here}
          label={t('label')}
          description={t('labelHint')}
          value={draft.label}
          maxLength={200}
          onChange={event => setDraft({ ...draft, label: event.currentTarget.value })}
        />
        <Select
          label={t('how')}
          data={hows.map(value => ({ value, label: t(`hows.${value}`) }))}
          value={draft.how}
          allowDeselect={false}
          onChange={chosen => setDraft({ ...draft, how: hows.find(how => how === chosen) ?? draft.how })}
        />
        <DayField label={t('on')} value={draft.on} onChange={on => setDraft({ ...draft, on })} />
        <TextInput
          label={t('specimen')}
          value={draft.specimen ?? ''}
          maxLength={80}
          onChange={event => setDraft({ ...draft, specimen: event.currentTarget.value })}
        />
        {keep.error && <Failed error={keep.error} />}
        <Button type="submit" disabled={!whole} loading={keep.isPending}>
          {t('save')}
        </Button>
      </form>
    </SidePanel>
  )
}
