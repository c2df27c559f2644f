import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyRowView } from '../../src-shared/contract/policies.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { dayText, Failed, Field, Fields, isoDayOf, tell, useToday } from '../ui/index.ts'
import { usePolicyText } from '../ui/policy-text.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './desk.module.css'
import { usePolicyRowText } from './policy-row-text.ts'
import { SettingField } from './setting-field.tsx'

interface PanelProps {
  readonly row: PolicyRowView
  readonly edition: number
  readonly onClose: () => void
}

/** One row with its source and its values; an administrator writes down what the clinic decides. */
export function PolicyPanel({ row, edition, onClose }: PanelProps) {
  const { t } = useTranslation('policies')
  const { role } = useMe()
  const textOf = usePolicyRowText()
  const standingText = usePolicyText()
  const { id, table, source, owner, standing, coming } = row
  return (
    <SidePanel title={id} onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.line}>{textOf(row)}</p>
        <Fields>
          <Field label={t('standing')}>{standingText({ confirm: true, policy: standing })}</Field>
          <Field label={t(`tables.${table}`)}>{row.edition}</Field>
          <Field label={t('source')}>{source}</Field>
          <Field label={t('keeper')}>{owner}</Field>
        </Fields>
        {coming && <p className={styles.line}>{t('coming', { ...coming, from: dayText(coming.from) })}</p>}
        {may(role, 'clinic.configure') ? (
          <Decide row={row} edition={edition} />
        ) : (
          <p className={styles.line}>{t('onlyAdministrator')}</p>
        )}
      </div>
    </SidePanel>
  )
}

function useDecide(edition: number) {
  const { t } = useTranslation('policies')
  const { policies } = useCutis()
  const today = isoDayOf(useToday())
  const [owner, setOwner] = useState('')
  const [from, setFrom] = useState(today)
  const save = useMutation(
    policies.decide.mutationOptions({ onSuccess: kept => tell(t('kept', { edition: kept.edition })) }),
  )
  const isReady = owner.trim().length >= 3 && from !== ''
  const decide = (decisions: Parameters<typeof save.mutate>[0]['decisions']) =>
    save.mutate({ edition, from, owner: owner.trim(), decisions })
  const fields = (
    <>
      <TextInput
        label={t('owner')}
        value={owner}
        maxLength={200}
        onChange={event => setOwner(event.currentTarget.value)}
      />
      <DayField label={t('from')} value={from} onChange={setFrom} />
    </>
  )
  return { fields, isReady, decide, save }
}

function Decide({ row, edition }: Omit<PanelProps, 'onClose'>) {
  const { t } = useTranslation('policies')
  const { fields, isReady, decide, save } = useDecide(edition)
  const [values, setValues] = useState(() => Object.fromEntries(row.settings.map(({ id, now }) => [id, now])))
  const isTouched = row.settings.some(({ id, now }) => values[id] !== now)
  const isRow = { row: row.id, values }
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault()
        decide([isRow])
      }}
    >
      {row.settings.map(setting => (
        <SettingField
          key={setting.id}
          setting={setting}
          value={values[setting.id] ?? ''}
          onValue={value => setValues({ ...values, [setting.id]: value })}
        />
      ))}
      {fields}
      <div className={styles.acts}>
        <Button type="submit" disabled={!isReady || save.isPending}>
          {t(isTouched ? 'change' : 'confirm')}
        </Button>
        {row.standing.state !== 'open' && (
          <Button
            variant="default"
            disabled={!isReady || save.isPending}
            onClick={() => decide([{ row: row.id, open: true }])}
          >
            {t('reopen')}
          </Button>
        )}
      </div>
      {save.error && <Failed error={save.error} />}
    </form>
  )
}

/** Confirms every row of the list that nobody decided about, as it is proposed. */
export function ConfirmListed({
  edition,
  rows,
}: {
  readonly edition: number
  readonly rows: readonly PolicyRowView[]
}) {
  const { t } = useTranslation('policies')
  const { role } = useMe()
  const [isOpen, setOpen] = useState(false)
  const open = rows.filter(({ standing }) => standing.state === 'open')
  if (!may(role, 'clinic.configure') || open.length === 0) return null
  const label = t('confirmListed', { count: open.length })
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <ConfirmAll key={edition} edition={edition} rows={open} label={label} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

interface AllProps {
  readonly edition: number
  readonly rows: readonly PolicyRowView[]
  readonly label: string
  readonly onClose: () => void
}

function ConfirmAll({ edition, rows, label, onClose }: AllProps) {
  const { t } = useTranslation('policies')
  const { fields, isReady, decide, save } = useDecide(edition)
  return (
    <SidePanel title={label} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          decide(rows.map(({ id }) => ({ row: id })))
        }}
      >
        <p className={styles.line}>{t('confirmListedSays')}</p>
        {fields}
        <Button type="submit" disabled={!isReady || save.isPending}>
          {label}
        </Button>
        {save.error && <Failed error={save.error} />}
      </form>
    </SidePanel>
  )
}
