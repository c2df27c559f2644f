import { IconCircleCheck, IconCircleOff, IconClock, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../src-shared/contract/access.ts'
import { useCutis } from '../link/index.ts'
import { ActionButton, type Column, DataTable, Empty, Panel, StatusChip, stampText, useActions } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { AddUser } from './add-user.tsx'
import styles from './desk.module.css'
import { UserPanel } from './user-panel.tsx'

/** The people of this workstation: a list, and beside it the one that is open or being added. */
export function Users() {
  const { t } = useTranslation()
  const users = useQuery(useCutis().access.users.queryOptions())
  const [shown, setShown] = useState<'add' | User['userId']>()
  const [add] = useActions([
    { id: 'users.add', label: t('users.add'), icon: IconUserPlus, shortcut: 'n', perform: () => setShown('add') },
  ])
  const open = users.data?.find(({ userId }) => userId === shown)
  const close = () => setShown(undefined)
  const button = <ActionButton action={add} variant="filled" />
  return (
    <div className={styles.columns}>
      <Panel title={t('desk.tabs.users')} note={users.data?.length} tools={button} fill flush>
        <Answer of={users}>{rows => <UserTable users={rows} onOpen={user => setShown(user.userId)} />}</Answer>
      </Panel>
      {shown === 'add' && <AddUser onClose={close} />}
      {open && <UserPanel key={open.userId} user={open} onClose={close} />}
    </div>
  )
}

function UserTable({ users, onOpen }: { users: readonly User[]; onOpen: (user: User) => void }) {
  const { t } = useTranslation()
  const columns: Column<User>[] = [
    { key: 'name', head: t('users.name'), cell: user => user.name },
    { key: 'role', head: t('users.role'), width: '200px', cell: user => t(`role.${user.role}`) },
    { key: 'state', head: t('today.state'), width: '120px', cell: user => <ActiveChip active={user.active} /> },
    { key: 'second', head: t('users.secondStep'), width: '150px', cell: user => <SecondStep of={user.secondStep} /> },
    {
      key: 'last',
      head: t('users.last'),
      figures: true,
      width: '170px',
      cell: user => user.lastSignInAt && stampText(user.lastSignInAt),
    },
  ]
  if (users.length === 0) return <Empty icon={IconUsers} title={t('users.none')} />
  return (
    <DataTable
      label={t('desk.tabs.users')}
      rows={users}
      columns={columns}
      rowKey={user => user.userId}
      onOpen={onOpen}
    />
  )
}

function ActiveChip({ active }: Pick<User, 'active'>) {
  const { t } = useTranslation()
  return active ? (
    <StatusChip icon={IconCircleCheck} word={t('users.active')} tone="ok" quiet />
  ) : (
    <StatusChip icon={IconCircleOff} word={t('users.inactive')} quiet />
  )
}

function SecondStep({ of }: { of: User['secondStep'] }) {
  const { t } = useTranslation()
  return of === 'set' ? (
    <StatusChip icon={IconCircleCheck} word={t('users.set')} tone="ok" quiet />
  ) : (
    <StatusChip icon={IconClock} word={t('users.pending')} tone="warn" quiet />
  )
}
