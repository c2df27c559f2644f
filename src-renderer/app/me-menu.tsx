import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconLockAccess, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useClient, useMe } from '../link/index.ts'
import { looks, useLook } from '../ui/look.ts'
import { useGoTo } from '../ui/place.ts'
import styles from './frame.module.css'

/** Who I am; a click away: another person, another look, my own sign-in. */
export function MeMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const goTo = useGoTo()
  const { access } = useClient()
  const { look, choose } = useLook()
  return (
    <Menu position="bottom-end" width={240} transitionProps={{ duration: 100 }} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.statusButton}>
          <IconUserCircle size={18} stroke={1.75} aria-hidden />
          {me.name}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(`role.${me.role}`)}</Menu.Label>
        <Menu.Item leftSection={<IconUserCircle size={16} />} onClick={() => goTo({ at: 'desk', tab: 'me' })}>
          {t('frame.mySignIn')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLockAccess size={16} />} onClick={() => void access.lock().catch(() => {})}>
          {t('frame.switchUser')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('frame.look')}</Menu.Label>
        {looks.map(one => (
          <Menu.Item
            key={one}
            leftSection={<IconCheck size={16} visibility={one === look ? 'visible' : 'hidden'} />}
            onClick={() => choose(one)}
          >
            {t(`frame.looks.${one}`)}
            {one === look && <span className="visually-hidden"> ({t('frame.chosen')})</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
