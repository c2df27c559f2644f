import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { ActionButton, Field, Fields, Panel, stampText, useGoTo } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'

/** The clinic this workstation belongs to, and how the link to it is. */
export function Clinic() {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const { access, sync } = useCutis()
  const door = useQuery(access.door.queryOptions())
  const state = useQuery(sync.state.queryOptions())
  const tray = {
    id: 'clinic.tray',
    label: t('desk.openTray'),
    icon: IconArrowRight,
    perform: () => goTo({ at: 'sync' }),
  }
  return (
    <Panel title={t('desk.tabs.clinic')} tools={<ActionButton action={tray} />}>
      <Answer of={state} rows={4}>
        {said => (
          <Fields>
            <Field label={t('desk.clinicName')}>{door.data?.clinicName}</Field>
            <Field label={t('desk.server')}>{said.clinic ?? t('desk.noServer')}</Field>
            <Field label={t('sync.link')}>{t(`sync.links.${said.link}`)}</Field>
            <Field label={t('sync.lastContact')}>
              {said.lastContactAt ? stampText(said.lastContactAt) : t('syncState.never')}
            </Field>
            {said.trouble !== undefined && <Field label={t('sync.why')}>{said.trouble}</Field>}
            <Field label={t('desk.idle')}>{t('desk.minutes', { count: door.data?.idleMinutes ?? 0 })}</Field>
          </Fields>
        )}
      </Answer>
    </Panel>
  )
}
