import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type PlaceProps, Screen, useReplace } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { Conflicts } from './conflicts.tsx'
import styles from './sync.module.css'
import { Tray } from './tray.tsx'

/** What is on its way to the clinic, what is stuck, and what needs a decision. */
export function Sync({ place }: PlaceProps<'sync'>) {
  const { t } = useTranslation()
  const { role } = useMe()
  const replace = useReplace()
  const state = useQuery(useCutis().sync.state.queryOptions())
  const settles = may(role, 'sync.resolve')
  const tab = settles && place.tab === 'conflicts' ? 'conflicts' : 'waiting'
  return (
    <Screen title={t('go.sync')} note={state.data?.clinic}>
      <Answer of={state}>
        {said => (
          <Tabs
            className={styles.tabs}
            value={tab}
            onChange={chosen => replace({ at: 'sync', tab: chosen === 'conflicts' ? 'conflicts' : 'waiting' })}
          >
            <Tabs.List>
              <Tabs.Tab value="waiting">
                {t('sync.waiting', { count: said.waiting + said.sending + said.failed })}
              </Tabs.Tab>
              {settles && <Tabs.Tab value="conflicts">{t('sync.conflicts', { count: said.conflicts })}</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="waiting" className={styles.panel}>
              <Tray state={said} />
            </Tabs.Panel>
            <Tabs.Panel value="conflicts" className={styles.panel}>
              <Conflicts />
            </Tabs.Panel>
          </Tabs>
        )}
      </Answer>
    </Screen>
  )
}
