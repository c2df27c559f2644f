import { Tabs } from '@mantine/core'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { may, type Permission } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { type DeskTab, type PlaceProps, Screen, useReplace } from '../ui/index.ts'
import { Audit } from './audit.tsx'
import { Backup } from './backup.tsx'
import { Clinic } from './clinic.tsx'
import styles from './desk.module.css'
import { HealthFindings } from './health.tsx'
import { MySignIn } from './my-sign-in.tsx'
import { Policies } from './policies.tsx'
import { Users } from './users.tsx'

const tabs: Readonly<Record<DeskTab, { needs?: Permission; page: ComponentType }>> = {
  users: { needs: 'user.manage', page: Users },
  audit: { needs: 'audit.read-own', page: Audit },
  clinic: { needs: 'sync.read', page: Clinic },
  policies: { page: Policies },
  backup: { needs: 'backup.make', page: Backup },
  health: { page: HealthFindings },
  me: { page: MySignIn },
}

/** The running of the workstation, as far as this role has a part in it. */
export function Desk({ place }: PlaceProps<'desk'>) {
  const { t } = useTranslation()
  const { role } = useMe()
  const replace = useReplace()
  const names = (Object.keys(tabs) as DeskTab[]).filter(name => {
    const { needs } = tabs[name]
    return needs === undefined || may(role, needs)
  })
  const tab = place.tab && names.includes(place.tab) ? place.tab : (names[0] ?? 'me')
  const Page = tabs[tab].page
  return (
    <Screen title={t('go.desk')}>
      <Tabs className={styles.tabs} value={tab} onChange={chosen => replace({ at: 'desk', tab: chosen as DeskTab })}>
        <Tabs.List>
          {names.map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(`desk.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel}>
          <Page />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  )
}
