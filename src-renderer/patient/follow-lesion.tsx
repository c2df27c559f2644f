import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { datesOf, type Plan, refusalOf, windows } from '../../src-shared/clinical/monitoring-windows.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { dayText, Failed, isoDayOf, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patient.module.css'

const plans = Object.keys(windows) as Plan[]
const isPlan = (text: string | null): text is Plan => plans.some(plan => plan === text)

/** Puts a lesion under monitoring: what kind, from which baseline, and what it must not be. */
export function FollowLesion({ lesion, onClose }: { lesion: Lesion; onClose: () => void }) {
  const { t } = useTranslation('follow')
  const [plan, setPlan] = useState<Plan>('short-term')
  const [baseline, setBaseline] = useState(() => isoDayOf(new Date(lesion.lastSeenAt ?? Date.now())))
  const [says, setSays] = useState({ nodular: false, palpable: false })
  const [note, setNote] = useState('')
  const start = useMutation(
    useCutis().review.put.mutationOptions({
      onSuccess: () => {
        tell(t('started'))
        onClose()
      },
    }),
  )
  const refusal = refusalOf({ plan, ...says })
  const dates = baseline === '' ? undefined : datesOf(plan, baseline)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (refusal || !dates) return
    const { lesionId, patientId } = lesion
    const body = { kind: 'monitoring', plan, ...dates, ...(note.trim() && { note: note.trim() }) } as const
    start.mutate({ markId: crypto.randomUUID(), patientId, lesionId, body })
  }
  return (
    <SidePanel title={`${t('monitor')}: ${lesion.label}`} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Forms says={says} onSay={setSays} />
        {refusal && <p role="alert">{t(`refused.${refusal}`)}</p>}
        <Select
          label={t('plan')}
          data={plans.map(value => ({ value, label: t(`plans.${value}`) }))}
          value={plan}
          allowDeselect={false}
          onChange={chosen => isPlan(chosen) && setPlan(chosen)}
        />
        <DayField label={t('baseline')} value={baseline} onChange={setBaseline} />
        {dates && !refusal && (
          <p className={styles.line}>
            {t('window', {
              earliest: dayText(dates.earliestOn),
              due: dayText(dates.dueOn),
              latest: dayText(dates.latestOn),
            })}
          </p>
        )}
        <Textarea
          label={t('note')}
          value={note}
          maxLength={2000}
          rows={2}
          onChange={event => setNote(event.currentTarget.value)}
        />
        {start.error && <Failed error={start.error} />}
        <Button type="submit" disabled={refusal !== undefined || !dates} loading={start.isPending}>
          {t('start')}
        </Button>
      </form>
    </SidePanel>
  )
}

interface Said {
  readonly nodular: boolean
  readonly palpable: boolean
}

/** Asked before anything else: what such a lesion needs is no later picture. */
function Forms({ says, onSay }: { says: Said; onSay: (says: Said) => void }) {
  const { t } = useTranslation('follow')
  return (['nodular', 'palpable'] as const).map(form => (
    <Checkbox
      key={form}
      label={t(form)}
      checked={says[form]}
      onChange={event => onSay({ ...says, [form]: event.currentTarget.checked })}
    />
  ))
}
