import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Granted } from '../../src-call/index.ts'
import type { Visit, VisitStart } from '../../src-shared/contract/visits.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { dayText, nameOf, Panel } from '../ui/index.ts'
import { Failure } from './failure.tsx'
import { stateCodes } from './states.ts'
import styles from './visit.module.css'

const empty = { name: false, birth: false, state: '', address: '', consent: '', licence: '', number: '', until: '' }
type Draft = typeof empty
type Set = (part: Partial<Draft>) => void

const methods = ['page', 'spoken', 'written'] as const

/** The start as it is recorded; undefined while something is missing. */
function startOf(draft: Draft, granted: Granted | undefined): VisitStart | undefined {
  const method = methods.find(known => known === draft.consent)
  const { state, address, licence, number, until } = draft
  const isWhole = draft.name && draft.birth && [state, address.trim(), licence, number.trim(), until].every(Boolean)
  if (!isWhole || method === undefined || granted === undefined) return undefined
  return {
    identity: { name: true, birthDate: true },
    place: { state: `US-${state}`, address: address.trim() },
    consent: { method, given: true },
    licence: { state: `US-${licence}`, number: number.trim(), validUntil: until },
    devices: { camera: granted.camera !== undefined, microphone: granted.microphone !== undefined },
  }
}

interface StartProps {
  readonly visit: Visit
  readonly granted: Granted | undefined
  readonly check: ReactNode
}

/** What must be recorded before the patient is let in. */
export function StartPanel({ visit, granted, check }: StartProps) {
  const { t } = useTranslation('visit')
  const { role } = useMe()
  const [draft, setDraft] = useState(empty)
  const start = useMutation(useCutis().visits.start.mutationOptions())
  const set: Set = part => setDraft(before => ({ ...before, ...part }))
  const whole = startOf(draft, granted)
  const why = may(role, 'visit.run') ? (whole ? '' : t('incomplete')) : t('notYours')
  return (
    <Panel title={t('start')} fill>
      <div className={styles.form}>
        <p className={styles.fine}>{t('startSays')}</p>
        {check}
        <Who visit={visit} draft={draft} set={set} />
        <Where draft={draft} set={set} />
        <Failure of={start.error} />
        {why !== '' && <p className={styles.fine}>{why}</p>}
        <Button
          disabled={why !== ''}
          loading={start.isPending}
          onClick={() => whole && start.mutate({ caseId: visit.caseId, start: whole })}
        >
          {t('begin')}
        </Button>
      </div>
    </Panel>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly set: Set
}

function Who({ visit: { patient }, draft, set }: PartProps & { readonly visit: Visit }) {
  const { t } = useTranslation('visit')
  const birth = patient?.birthDate === undefined ? t('noBirth') : dayText(patient.birthDate)
  return (
    <>
      <Checkbox
        label={t('identityName', { name: patient ? nameOf(patient) : '' })}
        checked={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.checked })}
      />
      <Checkbox
        label={t('identityBirth', { birth })}
        checked={draft.birth}
        onChange={({ currentTarget }) => set({ birth: currentTarget.checked })}
      />
      <Select
        label={t('consent')}
        data={methods.map(value => ({ value, label: t(`consentBy.${value}`) }))}
        value={draft.consent || null}
        onChange={value => set({ consent: value ?? '' })}
      />
    </>
  )
}

function Where({ draft, set }: PartProps) {
  const { t } = useTranslation('visit')
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t('placeState')}
          data={stateCodes}
          value={draft.state || null}
          searchable
          onChange={value => set({ state: value ?? '' })}
        />
        <TextInput
          label={t('placeAddress')}
          value={draft.address}
          maxLength={300}
          onChange={({ currentTarget }) => set({ address: currentTarget.value })}
        />
      </div>
      <div className={styles.pair}>
        <Select
          label={t('licenceState')}
          data={stateCodes}
          value={draft.licence || null}
          searchable
          onChange={value => set({ licence: value ?? '' })}
        />
        <TextInput
          label={t('licenceNumber')}
          value={draft.number}
          maxLength={40}
          onChange={({ currentTarget }) => set({ number: currentTarget.value })}
        />
        <DayField label={t('licenceUntil')} value={draft.until} onChange={until => set({ until })} />
      </div>
    </>
  )
}
