import { Button, NumberInput, TextInput } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door } from '../../src-shared/contract/access.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton, Failed, Field, Fields, Panel, stampText, tell, useGoTo } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './desk.module.css'
import { Pharmacies } from './pharmacies.tsx'

/** The clinic this workstation belongs to, and how the link to it is. */
export function Clinic() {
  const { t } = useTranslation()
  const { role } = useMe()
  const door = useQuery(useCutis().access.door.queryOptions())
  return (
    <div className={styles.cards}>
      <Panel title={t('desk.workstation')}>
        <Answer of={door} rows={3}>
          {said => (may(role, 'clinic.configure') ? <Configure door={said} /> : <Configured door={said} />)}
        </Answer>
      </Panel>
      <LinkPanel />
      <Pharmacies />
    </div>
  )
}

function LinkPanel() {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const state = useQuery(useCutis().sync.state.queryOptions())
  const tray = {
    id: 'clinic.tray',
    label: t('desk.openTray'),
    icon: IconArrowRight,
    perform: () => goTo({ at: 'sync' }),
  }
  return (
    <Panel title={t('sync.link')} tools={<ActionButton action={tray} />}>
      <Answer of={state} rows={4}>
        {said => (
          <Fields>
            <Field label={t('desk.server')}>{said.clinic ?? t('desk.noServer')}</Field>
            <Field label={t('sync.link')}>{t(`sync.links.${said.link}`)}</Field>
            <Field label={t('sync.lastContact')}>
              {said.lastContactAt ? stampText(said.lastContactAt) : t('syncState.never')}
            </Field>
            {said.trouble !== undefined && <Field label={t('sync.why')}>{said.trouble}</Field>}
          </Fields>
        )}
      </Answer>
    </Panel>
  )
}

function Configured({ door }: { door: Door }) {
  const { t } = useTranslation()
  return (
    <Fields>
      <Field label={t('desk.clinicName')}>{door.clinicName}</Field>
      <Field label={t('desk.idle')}>{t('desk.minutes', { count: door.idleMinutes })}</Field>
    </Fields>
  )
}

function Configure({ door }: { door: Door }) {
  const { t } = useTranslation()
  const [clinicName, setName] = useState(door.clinicName ?? '')
  const [idleMinutes, setIdle] = useState(door.idleMinutes)
  const save = useMutation(useCutis().access.configure.mutationOptions({ onSuccess: () => tell(t('desk.saved')) }))
  const isChanged = clinicName.trim() !== door.clinicName || idleMinutes !== door.idleMinutes
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ clinicName: clinicName.trim(), idleMinutes })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('desk.clinicName')}
        value={clinicName}
        maxLength={120}
        onChange={event => setName(event.currentTarget.value)}
      />
      <NumberInput
        size="xs"
        label={t('desk.idleField')}
        value={idleMinutes}
        min={1}
        max={15}
        clampBehavior="strict"
        allowDecimal={false}
        onChange={value => typeof value === 'number' && setIdle(value)}
      />
      {save.error && <Failed error={save.error} />}
      <Button type="submit" disabled={!isChanged || clinicName.trim() === ''} loading={save.isPending}>
        {t('desk.save')}
      </Button>
    </form>
  )
}
